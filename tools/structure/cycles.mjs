import { importsOf, isCode, resolveRelative } from './imports.mjs';

/**
 * Files that import each other in a circle. Imports of types alone do not count: they are erased.
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Problem[]}
 */
export function checkCycles(tree) {
  const paths = new Set(tree.paths);
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  for (const path of tree.paths.filter(isCode)) {
    const targets = importsOf(path, tree.text(path) ?? '')
      .filter(({ specifier, kind }) => specifier.startsWith('.') && kind !== 'type')
      .map(({ specifier }) => resolveRelative(path, specifier, paths));
    graph.set(path, /** @type {string[]} */ (targets.filter((target) => target !== undefined)));
  }

  /** @type {import('./tree.mjs').Problem[]} */
  const problems = [];
  const done = new Set();
  /** @type {string[]} */
  const trail = [];
  /** @param {string} path */
  const visit = (path) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = [...trail.slice(start), path].join(' → ');
      problems.push({ path, message: `imports itself in a circle: ${circle}` });
      return;
    }
    if (done.has(path)) return;
    done.add(path);
    trail.push(path);
    for (const target of graph.get(path) ?? []) visit(target);
    trail.pop();
  };
  for (const path of graph.keys()) visit(path);
  return problems;
}
