import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { labelledTexts } from './testing/texts.js';

let directory: string;
let remove: () => Promise<void>;
const path = (name: string) => join(directory, name);
const run = (...args: string[]) => runCli(directory, args);
const documents = labelledTexts().replaceAll(/__label__\S+ /g, '');
const quick = ['--dimensions', '8', '--workers', '1', '--epochs', '40', '--sample', '0'];
const train = (...args: string[]) => ['train', 'doc2vec', 'documents.txt', ...quick, ...args];

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(path('documents.txt'), documents);
});
afterAll(() => remove());

describe('tovec train doc2vec', () => {
  test('trains a model that finds documents, encodes new ones and says what it is', async () => {
    const args = train('--out', 'model.safetensors', '--architecture', 'dbow', '--train-words');
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^model {6}model\.safetensors\ndocuments {2}400\nvectors {4}400 × 8\nwords {6}\d+, with vectors\ntokens {5}3,200\n/,
    );
    const { neighbors } = await runJson<{ neighbors: { item: string }[] }>(directory, [
      ...['nearest', 'model.safetensors', '0', '--top', '5'],
    ]);
    for (const { item } of neighbors) expect(Number(item) % 2).toBe(0);

    const encoded = await runCli(directory, ['encode', 'model.safetensors', '--json'], {
      stdin: `${documents.split('\n')[0]}\nqqq\n`,
    });
    expect(encoded.stderr).toContain('1 of 2 rows are zeros, for items without a vector: qqq');
    expect(JSON.parse(encoded.stdout)).toMatchObject({ rows: 2, dimensions: 8, missing: ['qqq'] });

    const info = await runJson(directory, ['info', 'model.safetensors']);
    expect(info).toMatchObject({
      ...{ encoder: 'doc2vec', rows: 400, dimensions: 8, first: ['0', '1', '2', '3', '4'] },
      config: { architecture: 'dbow', trainWords: true, epochs: 40 },
    });
  });

  test('takes a directory, a document a file, and a pipe, a document a line', async () => {
    await mkdir(path('articles/old'), { recursive: true });
    await writeFile(path('articles/new.txt'), 'one two three\nfour five');
    await writeFile(path('articles/old/first.txt'), 'one two three five');
    const args = ['--out', 'x.txt', '--min-count', '1', ...quick];
    await run('train', 'doc2vec', 'articles', ...args);
    const lines = (await readFile(path('x.txt'), 'utf8')).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      ...['2', 'new.txt', 'old/first.txt', ''],
    ]);
    const piped = await runJson(directory, ['train', 'doc2vec', '-', ...args], {
      stdin: 'one two\n\nthree\n',
    });
    expect(piped).toMatchObject({ documents: 3, unlearnt: { count: 1, tags: ['1'] } });
  });

  test('passes every option on', async () => {
    const { settings, vocabulary } = await runJson(directory, [
      ...['train', 'doc2vec', 'documents.txt', '--out', 'options.npy', '--dimensions', '4'],
      ...['--window', '3', '--combine', 'concatenate', '--sample', '0.1', '--epochs', '2'],
      ...['--negative', '3', '--hierarchical-softmax', '--learning-rate', '0.05'],
      ...['--max-vocabulary', '5', '--lowercase', '--token-pattern', '[a-z]+'],
      ...['--workers', '2', '--seed', '9'],
    ]);
    expect(vocabulary).toBe(5);
    expect(settings).toMatchObject({
      ...{ architecture: 'dm', combine: 'concatenate', dimensions: 4, window: 3, sample: 0.1 },
      ...{ epochs: 2, negative: 3, hierarchicalSoftmax: true, learningRate: 0.05, seed: 9 },
    });
  });

  test('uses the defaults that its help names: those of the library', async () => {
    const { trainDoc2Vec } = await import('@tovec/document/doc2vec');
    const { settings } = await trainDoc2Vec(documents.split('\n'), { workers: 1 });
    const args = ['train', 'doc2vec', 'documents.txt', '--out', 'default.vec', '--workers', '1'];
    expect((await runJson(directory, args)).settings).toEqual(settings);
  });

  test.each([
    [['documents.txt', '--out', 'x.ftz'], 2, 'must end in .safetensors, .txt, .vec, .bin or .npy'],
    [['documents.txt', '--out', 'x.vec', '--architecture', 'skip-gram'], 2, 'dm, dbow'],
    [
      ['documents.txt', '--out', 'x.vec', '--architecture', 'dbow', '--combine', 'sum'],
      2,
      'is for dm',
    ],
    [['documents.txt', '--out', 'x.vec', '--train-words'], 2, 'is for dbow'],
    [['none.txt', '--out', 'x.vec'], 1, 'there is no file or directory none.txt'],
    [['documents.txt', '--out', 'x.vec', '--min-count', '9999'], 2, '--min-count = 9999'],
    [['documents.txt', '--out', 'x.vec', '--negative', '0'], 2, 'nothing to learn from'],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const finished = await run('train', 'doc2vec', ...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });
});
