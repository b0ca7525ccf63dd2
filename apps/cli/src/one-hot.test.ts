import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createOneHot } from '@tovec/word/one-hot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';

let directory: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await createOneHot(['cat', 'dog', 'fish']).save(join(directory, 'model.safetensors'));
});
afterAll(() => remove());

describe.concurrent('a one-hot model', () => {
  test('encodes, though it has no table', async () => {
    const encoded = await runCli(directory, ['encode', 'model.safetensors'], {
      stdin: 'dog\nbird\n',
    });
    expect(encoded).toEqual({
      code: 0,
      stdout: 'dog 0 1 0\nbird 0 0 0\n',
      stderr: '1 of 2 rows are zeros, for items without a vector: bird\n',
    });
  });

  test('says what it is', async () => {
    expect(await runJson(directory, ['info', 'model.safetensors'])).toMatchObject({
      ...{ encoder: 'one-hot', rows: 3, dimensions: null, first: ['cat', 'dog', 'fish'] },
    });
  });

  test('answers analogies with a vocabulary, which tovec eval asks for', async () => {
    await writeFile(join(directory, 'questions.txt'), ': pets\ncat dog fish cat\n');
    const args = ['eval', 'analogies', 'model.safetensors', '--questions', 'questions.txt'];
    const { code, stdout, stderr } = await runCli(directory, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'error: model.safetensors is a one-hot model, which has no table of words to answer with; give --vocabulary <file>\n',
    );
    await writeFile(join(directory, 'words.txt'), 'cat\ndog\nfish\n');
    expect((await runCli(directory, [...args, '--vocabulary', 'words.txt'])).code).toBe(0);
  });

  test.each([
    ['nearest', 'model.safetensors', 'cat'],
    ['analogy', 'model.safetensors', 'cat', 'dog', 'fish'],
    ['odd-one-out', 'model.safetensors', 'cat', 'dog', 'fish'],
  ])('has nothing for tovec %s to search in', async (...args) => {
    const { code, stdout, stderr } = await runCli(directory, args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: model\.safetensors is a one-hot model[^\n]*\n$/);
    expect(stderr).not.toContain('should not happen');
  });
});
