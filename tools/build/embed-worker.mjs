// Bundles the code of a worker thread into one string that a package can ship inside its own bundle:
//
//   node ../../tools/build/embed-worker.mjs [src/worker/main.ts [src/generated/worker.ts]]
//
// run from a package's folder, writes a module that exports `workerSource`. Start it with
// `new Worker(workerSource, { eval: true })`: no file has to be found at run time, so it works from
// source, from `dist` and from any bundler. Evaluated workers run CommonJS, hence the format.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * The bundled, self-contained CommonJS source of `entry`. Whitespace and syntax are minified; names
 * stay, so that a stack trace from the worker can be read. Other packages are inlined from what they
 * export (their `dist`); only Node's own modules stay outside.
 *
 * @param {string} entry a TypeScript or JavaScript file, relative to `directory`
 * @param {string} [directory]
 * @returns {Promise<string>}
 */
export async function bundleWorker(entry, directory = process.cwd()) {
  const { outputFiles, metafile, warnings } = await build({
    absWorkingDir: directory,
    entryPoints: [entry],
    outfile: 'worker.cjs',
    write: false,
    bundle: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
    // Would be undefined in an evaluated worker, and fail there far from its cause.
    logOverride: { 'empty-import-meta': 'error' },
  });
  for (const { text, location } of warnings) console.warn(`${location?.file ?? entry}: ${text}`);
  const outside = Object.values(metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((imported) => !imported.path.startsWith('node:'));
  if (outside.length > 0) {
    const names = outside.map((imported) => imported.path).join(', ');
    throw new Error(`${entry} needs ${names} at run time; a worker may only need node:* modules`);
  }
  return outputFiles[0].text.trimEnd();
}

/**
 * Writes the module `target` that exports the worker's source.
 * @param {string} entry
 * @param {string} target
 */
export async function embedWorker(entry, target) {
  const source = JSON.stringify(await bundleWorker(entry));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(
    target,
    `// Bundled from ${entry} by tools/build/embed-worker.mjs.\nexport const workerSource: string =\n  ${source};\n`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [entry = 'src/worker/main.ts', target = 'src/generated/worker.ts'] = process.argv.slice(2);
  await embedWorker(entry, target).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
