import { isCode } from './imports.mjs';

const mostLines = 300;
const mostBytes = 1_000_000;

/** Folders of a developer's machine. The lookbehind lets URLs and relative paths be. */
const machinePath =
  /(?<![\w.\-/:~])(?:\/(?:work|root)\/\w|\/(?:home|Users)\/[a-z]|[A-Z]:\\\\?Users)/;

/** The hosts packages are installed from: a file that names one binds its reader to it. */
const registryHost =
  /\b(?:registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)|npm\.pkg\.github\.com)|https?:\/\/[^/\s'"]*(?:artifactory|nexus|verdaccio|npm-proxy)/;

/**
 * Sizes, and traces of the machine something was written on.
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Problem[]}
 */
export function checkFiles(tree) {
  return tree.paths.flatMap((path) => {
    /** @type {import('./tree.mjs').Problem[]} */
    const problems = [];
    const size = tree.size(path);
    if (size > mostBytes) {
      const megabytes = (size / 1e6).toFixed(1);
      problems.push({ path, message: `has ${megabytes} MB; what is committed stays below 1 MB` });
    }
    const text = tree.text(path);
    if (text === undefined) return problems;
    const lines = text.split('\n');
    if (isCode(path) && lines.length - 1 > mostLines) {
      const message = `has ${lines.length - 1} lines; split it, ${mostLines} are the most`;
      problems.push({ path, message });
    }
    for (const [index, content] of lines.entries()) {
      const line = index + 1;
      const place = machinePath.exec(content)?.[0];
      if (place) problems.push({ path, line, message: `names a path of one machine: '${place}…'` });
      const host = registryHost.exec(content)?.[0];
      if (host) problems.push({ path, line, message: `names a package registry: '${host}'` });
    }
    return problems;
  });
}
