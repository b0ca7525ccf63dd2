// What users get: packs every public package, lints the tarballs, installs them into empty projects,
// then imports, type-checks, bundles and runs them there.
//
//   node tools/packed.mjs [--keep]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkBundle, checkCommands, checkImports, checkTypes } from './packed/consume.mjs';
import { checkWeight, installInto } from './packed/install.mjs';
import { checkContents, checkWithAttw, checkWithPublint } from './packed/lint.mjs';
import { packAll, withDependencies } from './packed/pack.mjs';
import { inParallel } from './workspace.mjs';

/**
 * @param {{ keep?: boolean }} [options] keep: leave the folder there, to look at
 * @returns {Promise<{ passed: number; problems: string[] }>}
 */
export async function checkPacked({ keep = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tovec-packed-'));
  const tarballs = join(folder, 'tarballs');
  const everything = join(folder, 'everything');
  const oneEncoder = join(folder, 'one-encoder');
  mkdirSync(tarballs);
  let passed = 0;
  /** @type {string[]} */
  const problems = [];
  /** @param {string[] | Promise<string[]>} found */
  const count = async (found) => {
    const list = await found;
    if (list.length === 0) passed++;
    problems.push(...list);
    return list.length === 0;
  };
  try {
    const packed = await packAll(tarballs);
    await inParallel(packed, async (one) => {
      await count(checkContents(one));
      await count(checkWithPublint(one));
      await count(checkWithAttw(one));
    });
    if (await count(installInto(everything, packed))) {
      await count(checkImports(everything, packed));
      await count(checkTypes(everything, packed));
      await count(checkCommands(everything));
    }
    if (await count(installInto(oneEncoder, withDependencies(packed, '@tovec/word')))) {
      await count(checkWeight(oneEncoder, 2_000_000));
      await count(checkBundle(oneEncoder, 'packages/word'));
    }
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    if (!keep) rmSync(folder, { recursive: true, force: true });
  }
  if (keep) console.error(`kept ${folder}`);
  return { passed, problems };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, problems } = await checkPacked({ keep: process.argv.includes('--keep') });
  for (const problem of problems) console.error(`${problem}\n`);
  console.log(`${passed} checks of what is packed passed, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
