// Where this workspace is, and how its commands are started.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace's root `package.json`, without a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/**
 * @typedef {object} Manifest what this tooling reads of a `package.json`
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private]
 * @property {string} [main]
 * @property {string | Record<string, string>} [bin]
 * @property {Record<string, unknown>} [exports]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 */

/**
 * The manifest of the package in `folder`, relative to the root.
 * @param {string} folder
 * @returns {Manifest}
 */
export function readManifest(folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/**
 * Every package that is published.
 * @returns {{ folder: string; manifest: Manifest }[]}
 */
export function publicPackages() {
  return ['packages', 'apps']
    .filter((parent) => existsSync(join(root, parent)))
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => !manifest.private);
}

/**
 * The subpaths that `manifest` exports as code, as a user imports them: `@tovec/word/word2vec`.
 * @param {Manifest} manifest
 */
export function importableSubpaths(manifest) {
  return Object.keys(manifest.exports ?? {})
    .filter((subpath) => !subpath.includes('*') && !subpath.endsWith('.json'))
    .map((subpath) => manifest.name + subpath.slice(1));
}

/**
 * Does `work` for every item, as many at once as the machine has processors.
 * @template Item, Result
 * @param {Item[]} items
 * @param {(item: Item) => Promise<Result>} work
 * @returns {Promise<Result[]>} in the order of `items`
 */
export async function inParallel(items, work) {
  /** @type {Result[]} */
  const results = [];
  let next = 0;
  const workOn = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(/** @type {Item} */ (items[index]));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, workOn));
  return results;
}

/**
 * Runs a command and collects what it prints. A command is found among the workspace's own first.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string; env?: Record<string, string>; timeoutSeconds?: number }} [options]
 * @returns {Promise<{ code: number; stdout: string; output: string }>} `output` is stdout and stderr
 *   as they came
 */
export function execute(command, args, options = {}) {
  const { cwd = root, env = {}, timeoutSeconds = 900 } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: '1',
        PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(':'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', (error) =>
      resolve({ code: 1, stdout, output: `${output}${error.message}\n` }),
    );
    child.on('close', (code, signal) => {
      if (signal) output += `${command} was stopped by ${signal} (limit ${timeoutSeconds} s)\n`;
      resolve({ code: code ?? 1, stdout, output });
    });
  });
}
