import { existsSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { smallVectors } from './testing/texts.js';

let directory: string;
let remove: () => Promise<void>;
const path = (name: string) => join(directory, name);
const run = (...args: string[]) => runCli(directory, args);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(path('model.vec'), smallVectors);
  for (const name of ['model.bin', 'model.safetensors']) await run('convert', 'model.vec', name);
});
afterAll(() => remove());

describe('tovec convert', () => {
  test('knows formats by content and by name, and gives the same vectors back', async () => {
    const steps = [
      ['model.vec', 'a.bin', 'word2vec-text', 'word2vec-binary'],
      ['a.bin', 'b.safetensors', 'word2vec-binary', 'tovec'],
      ['b.safetensors', 'c.npy', 'tovec', 'npy'],
      ['c.npy', 'd.txt', 'npy', 'word2vec-text'],
    ] as const;
    for (const [input, output, from, to] of steps) {
      const result = await runJson(directory, ['convert', input, output]);
      expect(result).toEqual({ in: input, out: output, from, to, rows: 6, dimensions: 4 });
    }
    expect(await readFile(path('d.txt'), 'utf8')).toBe(smallVectors);
  });

  test('takes formats that the names do not say', async () => {
    const there = await run('convert', 'model.vec', 'glove', '--to', 'glove');
    expect(there).toEqual({
      code: 0,
      stdout: 'model.vec (word2vec-text) → glove (glove): 6 × 4\n',
      stderr: '',
    });
    expect(await readFile(path('glove'), 'utf8')).toBe(smallVectors.replace('6 4\n', ''));
    await run('convert', 'glove', 'back.vec', '--from', 'glove');
    expect(await readFile(path('back.vec'), 'utf8')).toBe(smallVectors);
  });

  test('unpacks gzip', async () => {
    await writeFile(path('packed.vec.gz'), gzipSync(smallVectors));
    await run('convert', 'packed.vec.gz', 'unpacked.vec');
    expect(await readFile(path('unpacked.vec'), 'utf8')).toBe(smallVectors);
  });

  test.each([
    [['model.vec', 'x'], 2, 'give --to word2vec-text|'],
    [['model.vec', 'x.bin', '--to', 'word2vec'], 2, 'Allowed choices are word2vec-text'],
    [['model.vec', 'x.bin', '--from', 'fasttext-bin'], 2, 'its content is word2vec-text'],
    [['model.vec', 'no/such/x.bin'], 1, 'no/such'],
    [['none.vec', 'x.bin'], 1, 'none.vec'],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const finished = await run('convert', ...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });

  test.skipIf(!existsSync('/dev/full'))('says when the disk is full', async () => {
    await symlink('/dev/full', path('full.bin'));
    const { code, stderr } = await run('convert', 'model.vec', 'full.bin');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: The disk is full: full\.bin [^\n]*\n$/);
  });
});

describe.concurrent('a damaged file', () => {
  const damages: [name: string, damage: (valid: Buffer) => Uint8Array, message: RegExp][] = [
    ['model.safetensors', (valid) => valid.subarray(0, valid.length - 20), /truncated|ends|short/],
    ['model.safetensors', (valid) => patched(valid, 6, 0x7f), /.*/],
    ['model.safetensors', (valid) => patched(valid, 12, 0x00), /.*/],
    ['model.bin', (valid) => valid.subarray(0, 60), /ends|truncated/],
    [
      'model.bin',
      (valid) => Buffer.concat([Buffer.from('999999999 4\n'), valid.subarray(4)]),
      /.*/,
    ],
    ['model.vec', () => Buffer.from('2 2\na 1 2\nb 1\n'), /line 3/],
    ['model.vec', () => Buffer.from('2 2\na 1 2\nb 1 x\n'), /line 3/],
    ['model.vec', () => Buffer.from('\x80\x04\x95pickle'), /.*/],
    ['model.vec', () => Buffer.alloc(0), /empty/],
  ];

  test.each(damages.map((damage, at) => [at, ...damage] as const))(
    'is an error in one line, and the old output stays whole (%i: %s)',
    async (at, name, damage, message) => {
      const [damaged, output] = [`damaged-${at}-${name}`, `output-${at}.vec`];
      await writeFile(path(damaged), damage(await readFile(path(name))));
      await writeFile(path(output), 'precious');
      const { code, stdout, stderr } = await run('convert', damaged, output);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^error: [^\n]*\n$/);
      expect(stderr).toContain(damaged);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('should not happen');
      expect(await readFile(path(output), 'utf8')).toBe('precious');
    },
  );
});

function patched(valid: Buffer, at: number, byte: number): Buffer {
  const bytes = Buffer.from(valid);
  bytes[at] = byte;
  return bytes;
}
