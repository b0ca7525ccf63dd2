import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandEntries, commandGroups } from './commands/index.js';
import { makeDirectory, runCli } from './testing/run-cli.js';
import { smallVectors } from './testing/texts.js';

let directory: string;
let remove: () => Promise<void>;
const run = (...args: string[]) => runCli(directory, args);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(join(directory, 'model.vec'), smallVectors);
});
afterAll(() => remove());

describe.concurrent('help', () => {
  const paths = [...commandEntries.map(({ path }) => path.join(' ')), ...commandGroups.keys()];

  test.each(['', ...paths])('of `tovec %s` has examples', async (path) => {
    const words = path === '' ? [] : path.split(' ');
    const { code, stdout, stderr } = await run(...words, '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: tovec /);
    expect(stdout).toMatch(/Examples:\n(.*\n)*? +\$ .*tovec /);
    expect(stdout).toContain('--json');
  });

  test('is there by `tovec help` as well', async () => {
    expect(await run('help', 'convert')).toEqual(await run('convert', '--help'));
  });

  test('goes to stderr, as wrong usage, when no command is given', async () => {
    for (const args of [[], ['train']]) {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^Usage: tovec /);
    }
  });
});

test('--version prints the version of the package', async () => {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

describe.concurrent('wrong usage', () => {
  test.each([
    [['nearst'], "error: unknown command 'nearst' (Did you mean nearest?)"],
    [['train', 'word3vec'], "error: unknown command 'word3vec' (Did you mean word2vec?)"],
    [['nearest', 'model.vec'], "error: missing required argument 'items'"],
    [
      ['nearest', 'model.vec', 'king', '--tpo', '3'],
      "error: unknown option '--tpo' (Did you mean --top?)",
    ],
    [['info', 'model.vec', 'more'], 'error: too many arguments'],
  ])('%j is an error in one line and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]*\n$/);
    expect(stderr).toContain(message);
  });
});

describe.concurrent('--debug', () => {
  test('shows the stack of an error, which is hidden otherwise', async () => {
    const plain = await run('info', 'none.vec');
    expect(plain.stderr).not.toContain('    at ');
    for (const args of [
      ['info', 'none.vec', '--debug'],
      ['--debug', 'info', 'none.vec'],
    ]) {
      const { code, stderr } = await run(...args);
      expect(code).toBe(1);
      expect(stderr).toContain(plain.stderr);
      expect(stderr).toContain('    at ');
    }
  });
});

describe('stdout', () => {
  test.each([
    ['encode model.vec', 'head -n 1', 'king 1 1 0 0\n0 0\n'],
    ['train word2vec --help', 'true', '0 0\n'],
  ])('that has gone ends `tovec %s` without a word', (command, reader, prints) => {
    const bin = fileURLToPath(new URL('../bin/tovec.js', import.meta.url));
    const script = `"${process.execPath}" "${bin}" ${command} | ${reader}; echo "\${PIPESTATUS[*]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: directory,
      input: 'king\n'.repeat(20_000),
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: prints, stderr: '' });
  });

  test.skipIf(!existsSync('/dev/full'))('that cannot be written is an error', () => {
    const bin = fileURLToPath(new URL('../bin/tovec.js', import.meta.url));
    const script = `"${process.execPath}" "${bin}" info model.vec > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', script], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: cannot write the result: [^\n]*\n$/);
  });
});
