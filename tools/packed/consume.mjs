import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { examplesOfMarkdown } from '../examples/extract.mjs';
import { expectedOutputs, firstMissing } from '../examples/outputs.mjs';
import { typeErrors } from '../examples/typecheck.mjs';
import { execute, importableSubpaths, root } from '../workspace.mjs';

/** @typedef {import('./pack.mjs').Packed} Packed */

/** @param {Packed[]} packed */
function subpathsOf(packed) {
  return packed.flatMap(({ manifest }) => importableSubpaths(manifest));
}

/**
 * Imports every subpath in one process each: it has exports, starts no thread, leaves no timer or
 * handle behind and changes nothing global.
 * @param {string} project
 * @param {Packed[]} packed
 */
export async function checkImports(project, packed) {
  const problems = [];
  for (const subpath of subpathsOf(packed)) {
    const probe = `
      import threads from 'node:worker_threads';
      import { syncBuiltinESMExports } from 'node:module';
      threads.Worker = class { constructor() { throw new Error('starts a thread on import'); } };
      syncBuiltinESMExports();
      const globals = () => Reflect.ownKeys(globalThis).map(String).join();
      const before = globals();
      const resources = () => process.getActiveResourcesInfo().sort().join();
      const idle = resources();
      const names = Object.keys(await import(${JSON.stringify(subpath)}));
      if (names.length === 0) throw new Error('exports nothing');
      if (globals() !== before) throw new Error('changes the global object');
      if (resources() !== idle) throw new Error('leaves open: ' + resources());`;
    writeFileSync(join(project, 'probe.mjs'), probe);
    const { code, output } = await execute(process.execPath, ['probe.mjs'], {
      cwd: project,
      timeoutSeconds: 30,
    });
    if (code !== 0) problems.push(`import '${subpath}' from the packed package:\n${output}`);
  }
  return problems;
}

/**
 * Type-checks a file that uses every subpath, as Node resolves modules and as bundlers do.
 * @param {string} project
 * @param {Packed[]} packed
 */
export function checkTypes(project, packed) {
  const subpaths = subpathsOf(packed);
  const imports = subpaths.map((subpath, i) => `import * as module${i} from '${subpath}';\n`);
  const names = subpaths.map((_, i) => `module${i}`);
  const file = join(project, 'consumer.ts');
  writeFileSync(file, `${imports.join('')}export const all: object[] = [${names}];\n`);
  const { ModuleKind, ModuleResolutionKind } = ts;
  const ways = [
    { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext },
    { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler },
  ];
  return ways.flatMap((way) => {
    const errors = typeErrors([file], { ...way, skipLibCheck: false });
    return [...errors].flatMap(([path, found]) =>
      found.map(({ line, message }) => `${path}:${line + 1} ${message}`),
    );
  });
}

/**
 * Bundles the first example of a package's README into one file and runs it where nothing is
 * installed, so that whatever it needs (kernels, workers) has to be inside.
 * @param {string} project
 * @param {string} folder the package's, relative to the root
 */
export async function checkBundle(project, folder) {
  const readme = `${folder}/README.md`;
  const [example] = examplesOfMarkdown(readme, readFileSync(join(root, readme), 'utf8'));
  if (!example) return [`${readme} has no \`\`\`ts block to bundle`];
  writeFileSync(join(project, 'bundled.ts'), example.code);
  const elsewhere = join(project, '..', 'bundle');
  mkdirSync(elsewhere, { recursive: true });
  const { warnings } = await build({
    entryPoints: [join(project, 'bundled.ts')],
    outfile: join(elsewhere, 'bundle.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'silent',
  });
  const problems = warnings.map(({ text }) => `bundling ${readme}: ${text}`);
  const { code, stdout, output } = await execute(process.execPath, ['bundle.mjs'], {
    cwd: elsewhere,
    timeoutSeconds: 60,
  });
  if (code !== 0) return [...problems, `the bundle of ${readme} exits with ${code}:\n${output}`];
  const missing = firstMissing(expectedOutputs(example.code), stdout);
  if (missing) problems.push(`the bundle does not print '${missing.text}', but:\n${stdout}`);
  return problems;
}

/**
 * The command line that the packages install answers `--help` and `--version`.
 * @param {string} project
 */
export async function checkCommands(project) {
  const command = join(project, 'node_modules/.bin/tovec');
  if (!existsSync(command)) return ['no `tovec` command is installed'];
  const problems = [];
  for (const flag of ['--help', '--version']) {
    const { code, stdout, output } = await execute(command, [flag], { cwd: project });
    if (code !== 0 || stdout === '') problems.push(`tovec ${flag} exits with ${code}:\n${output}`);
  }
  return problems;
}
