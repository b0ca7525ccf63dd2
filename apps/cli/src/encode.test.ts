import { existsSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { smallVectors } from './testing/texts.js';

let directory: string;
let remove: () => Promise<void>;
const path = (name: string) => join(directory, name);
const encode = (stdin: string | Uint8Array, ...args: string[]) =>
  runCli(directory, ['encode', 'model.vec', ...args], { stdin });

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(path('model.vec'), smallVectors);
});
afterAll(() => remove());

describe.concurrent('tovec encode', () => {
  test('prints a row for each line of stdin', async () => {
    expect(await encode('pear\nking\npear')).toEqual({
      code: 0,
      stdout: 'pear 0.25 0 0 1\nking 1 1 0 0\npear 0.25 0 0 1\n',
      stderr: '',
    });
  });

  test('writes zeros for items without a vector, and says which', async () => {
    const { code, stdout, stderr } = await encode('king\r\nyeti\r\n\r\nyeti\r\n');
    expect(code).toBe(0);
    expect(stdout).toBe('king 1 1 0 0\nyeti 0 0 0 0\n 0 0 0 0\nyeti 0 0 0 0\n');
    expect(stderr).toBe(
      '3 of 4 rows are zeros, for items without a vector: yeti, (an empty line)\n',
    );
  });

  test('gives items, vectors and missing ones in JSON', async () => {
    const stdin = 'pear\nyeti\n';
    expect(await runJson(directory, ['encode', 'model.vec'], { stdin })).toEqual({
      ...{ model: 'model.vec', rows: 2, dimensions: 4, missing: ['yeti'] },
      items: ['pear', 'yeti'],
      vectors: [
        [0.25, 0, 0, 1],
        [0, 0, 0, 0],
      ],
    });
  });

  test('reads items from a file, and writes .npy with the items beside it', async () => {
    await writeFile(path('items.txt'), 'king\nyeti\nking\n');
    const args = ['encode', 'model.vec', '--input', 'items.txt', '--out', 'out.npy'];
    expect(await runJson(directory, args)).toEqual({
      ...{ model: 'model.vec', rows: 3, dimensions: 4, missing: ['yeti'], out: 'out.npy' },
    });
    const bytes = await readFile(path('out.npy'));
    const start = bytes.indexOf(0x0a) + 1;
    expect(bytes.toString('latin1', 0, start)).toContain("'shape': (3, 4)");
    expect([...new Float32Array(new Uint8Array(bytes.subarray(start)).buffer)]).toEqual([
      ...[1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0],
    ]);
    expect(await readFile(path('out.words.txt'), 'utf8')).toBe('king\nyeti\nking\n');
  });

  test('writes .txt', async () => {
    const { code, stdout } = await encode('king\npear\nking\n', '--out', 'out.txt');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'out.txt: 3 × 4\n' });
    expect(await readFile(path('out.txt'), 'utf8')).toBe(
      '3 4\nking 1 1 0 0\npear 0.25 0 0 1\nking 1 1 0 0\n',
    );
  });

  test('writes .parquet, which other tools read', async () => {
    await encode('king\nnaïve\npear\n', '--out', 'out.parquet');
    const { buffer, byteOffset, byteLength } = await readFile(path('out.parquet'));
    const file = (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
    expect(await parquetReadObjects({ file })).toEqual([
      { item: 'king', vector: [1, 1, 0, 0] },
      { item: 'naïve', vector: [0, 0, 0, 0] },
      { item: 'pear', vector: [0.25, 0, 0, 1] },
    ]);
  });

  test('keeps bytes that are not UTF-8, and refuses them where they cannot be kept', async () => {
    const latin = Uint8Array.of(0x63, 0xe9, 0x0a);
    await encode(latin, '--out', 'latin.npy');
    expect(Uint8Array.from(await readFile(path('latin.words.txt')))).toEqual(latin);
    const { code, stderr } = await encode(latin, '--out', 'latin.parquet');
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: Line 1 of the items is not UTF-8[^\n]*\n$/);
    expect(existsSync(path('latin.parquet'))).toBe(false);
  });

  test.each([
    ['', ['--out', 'x.csv'], 2, 'must end in .npy, .txt, .parquet'],
    ['', [], 1, 'there are no items in stdin'],
    ['', ['--input', 'none.txt'], 1, 'none.txt'],
  ])('refuses %j %j with exit code %i', async (stdin, args, code, message) => {
    const finished = await encode(stdin, ...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });

  test.skipIf(!existsSync('/dev/full'))('says when the disk is full', async () => {
    await symlink('/dev/full', path('full.parquet'));
    const { code, stderr } = await encode('king\n', '--out', 'full.parquet');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: The disk is full: full\.parquet [^\n]*\n$/);
  });
});
