import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from '../workspace.mjs';

/** What a user of one encoder should not have to install for it. */
const heavyRuntimes = /^(onnxruntime-|@tensorflow\/|@huggingface\/|sharp$|@img\/|usearch$)/;

/**
 * Installs tarballs with npm into a new project, as a user would.
 * @param {string} project a folder to create
 * @param {import('./pack.mjs').Packed[]} packed
 * @returns {Promise<string[]>} problems
 */
export async function installInto(project, packed) {
  mkdirSync(project, { recursive: true });
  const manifest = { name: 'consumer', version: '1.0.0', private: true, type: 'module' };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'];
  const tarballs = packed.map(({ tarball }) => tarball);
  const { code, output } = await execute('npm', ['install', ...flags, ...tarballs], {
    cwd: project,
  });
  return code === 0 ? [] : [`npm install of ${packed.length} tarballs failed:\n${output}`];
}

/**
 * The names of everything installed in `project`, hoisted or not.
 * @param {string} project
 * @returns {string[]}
 */
function installedIn(project) {
  const files = /** @type {string[]} */ (
    readdirSync(join(project, 'node_modules'), { recursive: true })
  );
  return files
    .filter((file) => /(^|node_modules\/)(@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(file))
    .map((file) => file.replace(/\/package\.json$/, '').replace(/^.*node_modules\//, ''));
}

/**
 * That `project` installed nothing heavy, and stays below `mostBytes` in all.
 * @param {string} project
 * @param {number} mostBytes
 * @returns {string[]} problems
 */
export function checkWeight(project, mostBytes) {
  const heavy = installedIn(project).filter((name) => heavyRuntimes.test(name));
  const folder = join(project, 'node_modules');
  const files = /** @type {string[]} */ (readdirSync(folder, { recursive: true }));
  const bytes = files
    .map((file) => statSync(join(folder, file)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  const problems = heavy.map((name) => `installing it installs ${name}`);
  if (bytes > mostBytes) problems.push(`installs ${bytes} bytes, more than ${mostBytes}`);
  return problems;
}
