import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { smallVectors } from './testing/texts.js';

let directory: string;
let remove: () => Promise<void>;
const run = (...args: string[]) => runCli(directory, args);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(join(directory, 'model.vec'), smallVectors);
});
afterAll(() => remove());

describe.concurrent('tovec nearest', () => {
  test('prints items and scores in aligned columns', async () => {
    expect(await run('nearest', 'model.vec', 'king', '--top', '3')).toEqual({
      code: 0,
      stdout: 'man    0.7071\nqueen  0.5000\npear   0.1715\n',
      stderr: '',
    });
  });

  test('adds and subtracts items', async () => {
    const args = ['nearest', 'model.vec', 'king', '--minus', 'man', '--plus', 'woman'];
    expect(await runJson(directory, [...args, '--top', '1'])).toEqual({
      ...{ model: 'model.vec', item: 'king', plus: ['woman'], minus: ['man'] },
      neighbors: [{ item: 'queen', score: expect.closeTo(0.95, 1) }],
    });
  });

  test('fails with the nearest spellings for an unknown item', async () => {
    const { code, stdout, stderr } = await run('nearest', 'model.vec', 'quen');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      "error: There is no vector for 'quen' among 6 items. Did you mean 'queen'?\n",
    );
  });

  test('shows control characters in names instead of sending them to the terminal', async () => {
    await writeFile(join(directory, 'evil.vec'), '2 1\na 1\n\u001b[31mred\u0007 1\n');
    const { stdout } = await run('nearest', 'evil.vec', 'a');
    expect(stdout).toBe('\\x1b[31mred\\x07  1.0000\n');
  });
});

describe.concurrent('tovec analogy', () => {
  test('answers a is to b as c is to what', async () => {
    const { code, stdout } = await run('analogy', 'model.vec', 'man', 'king', 'woman');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^queen {2,}0\.\d{4}$/);
  });

  test('gives question and answers in JSON', async () => {
    const args = ['analogy', 'model.vec', 'man', 'king', 'woman'];
    const result = await runJson<{ answers: { item: string }[] }>(directory, args);
    expect(result).toMatchObject({ model: 'model.vec', a: 'man', b: 'king', c: 'woman' });
    expect(result.answers.map(({ item }) => item)).toEqual(['queen', 'pear', 'apple']);
  });
});

describe.concurrent('tovec odd-one-out', () => {
  test('prints the item least like the others', async () => {
    const items = ['king', 'queen', 'man', 'apple'];
    expect(await run('odd-one-out', 'model.vec', ...items)).toEqual({
      ...{ code: 0, stdout: 'apple\n', stderr: '' },
    });
    expect(await runJson(directory, ['odd-one-out', 'model.vec', ...items])).toEqual({
      ...{ model: 'model.vec', items, oddOneOut: 'apple' },
    });
  });

  test('needs three different items', async () => {
    const { code, stderr } = await run('odd-one-out', 'model.vec', 'king', 'king', 'queen');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: odd-one-out needs three different items[^\n]*\n$/);
  });
});

describe.concurrent('tovec info', () => {
  test('says what a file of vectors holds', async () => {
    expect((await run('info', 'model.vec')).stdout).toBe(
      [
        ...['format       word2vec-text', 'size         87 B', 'rows         6'],
        ...['dimensions   4', 'first items  king queen man woman apple', ''],
      ].join('\n'),
    );
  });

  test('says what a model holds, without reading its tables', async () => {
    await run('convert', 'model.vec', 'model.safetensors');
    expect(await runJson(directory, ['info', 'model.safetensors'])).toEqual({
      ...{ model: 'model.safetensors', format: 'tovec', bytes: expect.any(Number) },
      ...{ rows: 6, dimensions: 4, first: ['king', 'queen', 'man', 'woman', 'apple'] },
      ...{ encoder: 'keyed-vectors', config: { dimensions: 4, modality: 'word' } },
      tensors: [{ name: 'vectors', dtype: 'F32', shape: [6, 4] }],
    });
  });

  test('says when items were there twice', async () => {
    await writeFile(join(directory, 'twice.vec'), '3 1\na 1\nb 2\na 3\n');
    const { code, stdout, stderr } = await run('info', 'twice.vec', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 2 });
    expect(stderr).toBe(
      'twice.vec: 1 of 3 rows were left out, since their items are there before\n',
    );
  });
});
