// Runs a private or public app of the workspace, building it first where something changed:
//
//   node tools/run.mjs apps/demo [arguments…]
//
// Nothing of the build is printed on stdout, which belongs to the app, and nothing at all unless it
// takes time or fails.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execute, readManifest, root } from './workspace.mjs';

/**
 * Builds the package in `folder` with everything below it, then becomes its command.
 * @param {string} folder
 * @param {string[]} args
 */
export async function run(folder, args) {
  const manifest = readManifest(folder);
  const bin = typeof manifest.bin === 'object' ? Object.values(manifest.bin)[0] : manifest.bin;
  const entry = bin ?? manifest.main;
  if (!entry) throw new Error(`${folder}/package.json names neither "bin" nor "main" to run`);
  if (!(await buildQuietly(manifest.name))) {
    process.exitCode = 1;
    return;
  }
  // In this process, so that signals, the exit code and the terminal are the app's own.
  const path = join(root, folder, entry);
  process.argv = [process.argv[0] ?? 'node', path, ...args];
  await import(pathToFileURL(path).href);
}

/** @param {string} name */
async function buildQuietly(name) {
  const start = performance.now();
  const notice = setTimeout(() => process.stderr.write(`Building ${name} …`), 1500);
  const arguments_ = ['run', 'build', `--filter=${name}...`, '--output-logs=errors-only'];
  const { code, output } = await execute('turbo', arguments_);
  clearTimeout(notice);
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) process.stderr.write(`\n${output}`);
  else if (seconds > 1.5) process.stderr.write(` ${seconds.toFixed(0)} s\n`);
  return code === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder = '', ...args] = process.argv.slice(2);
  await run(folder, args);
}
