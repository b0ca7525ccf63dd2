import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Tree the files of a repository, as the rules see them
 * @property {string[]} paths from the root, with `/`, sorted
 * @property {(path: string) => string | undefined} text `undefined` for a binary or absent file
 * @property {(path: string) => number} size in bytes
 */

/** @typedef {{ path: string; line?: number; message: string }} Problem */

/**
 * The files git knows, or would: tracked ones and new ones that are not ignored.
 * @param {string} root
 * @returns {Tree}
 */
export function readTree(root) {
  const arguments_ = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', arguments_, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const paths = [...new Set(listed.split('\0'))].filter(
    (path) => path && existsSync(join(root, path)),
  );
  /** @type {Map<string, Buffer>} */
  const contents = new Map();
  return treeOver(paths, (path) => {
    const bytes = contents.get(path) ?? readFileSync(join(root, path));
    contents.set(path, bytes);
    return bytes;
  });
}

/**
 * A tree made of literal contents, for tests.
 * @param {Record<string, string | Uint8Array>} files
 * @returns {Tree}
 */
export function treeOf(files) {
  return treeOver(Object.keys(files), (path) => Buffer.from(files[path] ?? ''));
}

/**
 * @param {string[]} paths
 * @param {(path: string) => Buffer} read
 * @returns {Tree}
 */
function treeOver(paths, read) {
  const known = new Set(paths);
  return {
    paths: [...known].sort(),
    size: (path) => read(path).length,
    text(path) {
      if (!known.has(path)) return undefined;
      const bytes = read(path);
      return bytes.subarray(0, 8192).includes(0) ? undefined : bytes.toString('utf8');
    },
  };
}

/**
 * The folders of the workspace's packages.
 * @param {Tree} tree
 */
export function packageFolders(tree) {
  return tree.paths
    .filter((path) => /^((packages|apps)\/[^/]+|bench|tools)\/package\.json$/.test(path))
    .map((path) => path.slice(0, -'/package.json'.length));
}

/**
 * @param {Tree} tree
 * @param {string} path
 * @returns {Record<string, any>}
 */
export function readJson(tree, path) {
  return JSON.parse(tree.text(path) ?? '{}');
}
