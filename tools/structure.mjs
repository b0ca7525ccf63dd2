// Checks that the repository is built as docs say: `node tools/structure.mjs` lists what is not.
import { pathToFileURL } from 'node:url';
import { checkCycles } from './structure/cycles.mjs';
import { checkFiles } from './structure/files.mjs';
import { checkImports } from './structure/floors.mjs';
import { checkChangesets, checkManifests } from './structure/manifests.mjs';
import { readTree } from './structure/tree.mjs';
import { root } from './workspace.mjs';

const rules = [checkManifests, checkImports, checkCycles, checkFiles, checkChangesets];

/**
 * Every problem found, as one line each: `path:line message`.
 * @param {import('./structure/tree.mjs').Tree} tree
 * @returns {string[]}
 */
export function checkStructure(tree) {
  return rules
    .flatMap((rule) => rule(tree))
    .map(({ path, line, message }) => `${path}${line ? `:${line}` : ''} ${message}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = checkStructure(readTree(root));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
