import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { execute, importableSubpaths, root } from '../workspace.mjs';

/** @typedef {import('./pack.mjs').Packed} Packed */

/** Nothing that only serves development is published. @param {Packed} packed */
export function checkContents({ manifest, files }) {
  const unwanted = files.filter((file) =>
    /\.test|\.map$|\/src\/|tsconfig|\.tsbuildinfo$/.test(file),
  );
  const missing = ['package.json', 'README.md', 'LICENSE'].filter((file) => !files.includes(file));
  return [
    ...unwanted.map((file) => `${manifest.name} publishes ${file}`),
    ...missing.map((file) => `${manifest.name} does not publish ${file}`),
  ];
}

/** @param {Packed} packed */
export async function checkWithPublint({ manifest, tarball }) {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({
    level: 'warning',
    pack: { tarball: new Uint8Array(bytes).buffer },
  });
  return messages.map((message) => {
    return `${manifest.name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`;
  });
}

/** Are the types wrong? As seen by an importer of ES modules. @param {Packed} packed */
export async function checkWithAttw({ manifest, tarball }) {
  if (importableSubpaths(manifest).length === 0) return [];
  const attw = join(root, 'tools/node_modules/.bin/attw');
  const flags = ['--profile', 'esm-only', '--no-definitely-typed', '--no-color', '--no-emoji'];
  const { code, output } = await execute(attw, [tarball, ...flags, '--format', 'ascii']);
  return code === 0 ? [] : [`${manifest.name}:\n${output}`];
}
