// Documentation that runs: every ```ts block in a README and in an `@example` is type-checked,
// executed against the built packages, and what it prints is compared with what it says it prints.
//
//   node tools/examples.mjs [part of a path]
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { examplesOfMarkdown, examplesOfSource } from './examples/extract.mjs';
import { expectedOutputs, firstMissing } from './examples/outputs.mjs';
import { typeErrors } from './examples/typecheck.mjs';
import { readTree } from './structure/tree.mjs';
import { execute, inParallel, publicPackages, root } from './workspace.mjs';

const documented = /^((packages|apps)\/[^/]+\/)?README\.md$|^packages\/[^/]+\/src\/.*\.ts$/;

/** @typedef {import('./examples/extract.mjs').Example & { folder: string }} Placed */

/**
 * @param {string} [only] a part of the paths to look at
 * @returns {Promise<{ passed: number; problems: string[] }>}
 */
export async function checkExamples(only = '') {
  const tree = readTree(root);
  const paths = tree.paths.filter(
    (path) => documented.test(path) && !/\.test(-d)?\.ts$/.test(path),
  );
  const examples = paths
    .filter((path) => path.includes(only))
    .flatMap((path) => {
      const extract = path.endsWith('.md') ? examplesOfMarkdown : examplesOfSource;
      return extract(path, tree.text(path) ?? '');
    });

  const workshop = createWorkshop();
  try {
    const placed = examples.map((example, index) => place(workshop, example, index));
    const wrongTypes = typeErrors(placed.map(({ folder }) => join(folder, 'example.ts')));
    const outcomes = await inParallel(placed, async (example) => {
      const errors = wrongTypes.get(join(example.folder, 'example.ts')) ?? [];
      if (errors.length === 0) return runExample(example);
      return errors.map(({ line, message }) => at(example, line, message)).join('\n');
    });
    const problems = outcomes.filter((outcome) => outcome !== undefined);
    return { passed: placed.length - problems.length, problems };
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/**
 * A folder in which every public package can be imported by name, as if installed, and whatever else its
 * tests may import: what its users have beside it, a graph library say.
 */
function createWorkshop() {
  const workshop = mkdtempSync(join(tmpdir(), 'tovec-examples-'));
  const links = new Map(
    publicPackages().flatMap(({ folder, manifest }) => [
      ...Object.keys(manifest.devDependencies ?? {}).map(
        (name) => /** @type {const} */ ([name, join(root, folder, 'node_modules', name)]),
      ),
      /** @type {const} */ ([manifest.name, join(root, folder)]),
    ]),
  );
  for (const [name, target] of links) {
    const link = join(workshop, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link);
  }
  writeFileSync(join(workshop, 'package.json'), '{ "type": "module" }\n');
  return workshop;
}

/**
 * @param {string} workshop
 * @param {import('./examples/extract.mjs').Example} example
 * @param {number} index
 * @returns {Placed}
 */
function place(workshop, example, index) {
  const folder = join(workshop, String(index));
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
  };
  mkdirSync(folder);
  // A module even when it imports nothing, so that names do not clash and `await` works.
  writeFileSync(join(folder, 'example.ts'), `${example.code}export {};\n`);
  const { outputText } = ts.transpileModule(example.code, { compilerOptions });
  writeFileSync(join(folder, 'example.js'), outputText);
  return { ...example, folder };
}

/** @param {Placed} example @returns {Promise<string | undefined>} what went wrong */
async function runExample(example) {
  if (!example.run) return undefined;
  const { code, stdout, output } = await execute(process.execPath, ['example.js'], {
    cwd: example.folder,
    env: { TOVEC_OFFLINE: '1', TOVEC_CACHE: join(example.folder, '.cache') },
    timeoutSeconds: 60,
  });
  if (code !== 0) return at(example, 0, `exits with ${code}:\n${output}`);
  const missing = firstMissing(expectedOutputs(example.code), stdout);
  return missing && at(example, missing.line, `does not print '${missing.text}', but:\n${stdout}`);
}

/** @param {Placed} example @param {number} line @param {string} message */
function at(example, line, message) {
  return `${example.path}:${example.line + line} ${message.trimEnd()}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, problems } = await checkExamples(process.argv[2]);
  for (const problem of problems) console.error(`${problem}\n`);
  console.log(`${passed} examples run, ${problems.length} do not`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
