import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { smallCorpus } from './testing/texts.js';

const quick = ['--dimensions', '8', '--bucket', '500', '--epochs', '2', '--workers', '1'];
let directory: string;
let remove: () => Promise<void>;

const path = (name: string) => join(directory, name);
const run = (...args: string[]) => runCli(directory, args);
const train = (...args: string[]) => run('train', 'fasttext', 'corpus.txt', ...args);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(path('corpus.txt'), smallCorpus());
  for (const name of ['model.bin', 'model.safetensors', 'model.vec']) {
    await train('--out', name, ...quick);
  }
});
afterAll(() => remove());

describe.concurrent('tovec train fasttext', () => {
  test('writes a model and reports in JSON', async () => {
    const args = ['train', 'fasttext', 'corpus.txt', '--out', 'json.bin', ...quick];
    expect(await runJson(directory, args)).toMatchObject({
      ...{ model: 'json.bin', tokens: 20_000, vocabulary: expect.any(Number), workers: 1 },
      loss: [expect.any(Number), expect.any(Number)],
      seconds: { total: expect.any(Number), save: expect.any(Number) },
      settings: { model: 'skip-gram', dimensions: 8, bucket: 500, minn: 3, maxn: 6 },
    });
  });

  test('tells people the same in aligned lines', async () => {
    const { code, stdout, stderr } = await train('--out', 'people.bin', ...quick);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^model {4}people\.bin\nvectors {2}\d+ × 8\nn-grams {2}of 3 to 6 in 500 rows\n/,
    );
    expect(stdout).toContain('tokens/s on 1 worker\n');
  });

  test('uses the defaults that its help names: those of the library', async () => {
    const { trainFastText } = await import('@tovec/word/fasttext');
    const { settings } = await trainFastText(smallCorpus(50), { bucket: 10, workers: 1 });
    await writeFile(path('short.txt'), smallCorpus(50));
    const args = ['train', 'fasttext', 'short.txt', '--out', 'default.vec', '--bucket', '10'];
    expect((await runJson(directory, args)).settings).toEqual(settings);
    const { stdout } = await run('train', 'fasttext', '--help');
    expect(stdout).toContain('(default: 2000000)');
  });

  test('writes a model in another precision', async () => {
    const args = ['train', 'fasttext', 'corpus.txt', ...quick, '--precision', 'int8', '--out'];
    await runJson(directory, [...args, 'int8.safetensors']);
    const { tensors } = await runJson<{ tensors: { dtype: string }[] }>(directory, [
      ...['info', 'int8.safetensors'],
    ]);
    expect(tensors.map(({ dtype }) => dtype)).toContain('I8');
  });

  test('passes every option on', async () => {
    const { settings } = await runJson(directory, [
      ...['train', 'fasttext', 'corpus.txt', '--out', 'options.bin', '--architecture', 'cbow'],
      ...['--loss', 'hierarchical-softmax', '--dimensions', '4', '--window', '2', '--sample', '0'],
      ...['--epochs', '1', '--minn', '2', '--maxn', '3', '--bucket', '77', '--min-count', '2'],
      ...['--workers', '1', '--seed', '3', '--lowercase', '--learning-rate', '0.1'],
    ]);
    expect(settings).toMatchObject({
      ...{ model: 'cbow', loss: 'hierarchical-softmax', dimensions: 4, window: 2, sample: 0 },
      ...{ epochs: 1, minn: 2, maxn: 3, bucket: 77, minCount: 2 },
    });
  });

  test.each([
    [['--out', 'x.ftz'], 'must end in .safetensors, .bin, .vec, .txt or .npy'],
    [['--out', 'x.bin', '--minn', '7'], 'minn 7 is more than maxn 6'],
    [
      ['--out', 'x.bin', '--loss', 'hierarchical-softmax', '--negative', '5'],
      '--negative is for --loss negative-sampling',
    ],
    [['--out', 'x.bin', '--precision', 'int8'], '--precision is for .safetensors'],
    [['--out', 'x.bin', '--negative', '0'], 'a whole number of at least 1'],
    [['--out', 'x.bin', '--loss', 'softmax'], 'negative-sampling, hierarchical-softmax'],
  ])('refuses %j with exit code 2', async (args, message) => {
    const finished = await train(...args);
    expect(finished).toMatchObject({ code: 2, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
    expect(existsSync(path('x.bin'))).toBe(false);
  });
});

describe.concurrent('a fastText model', () => {
  test.each(['model.bin', 'model.safetensors'])('as %s is known by its content', async (name) => {
    expect(await runJson(directory, ['info', name])).toMatchObject({
      ...{ encoder: 'fasttext', dimensions: 8, config: { bucket: 500, maxn: 6 } },
      first: expect.arrayContaining(['the']),
    });
  });

  test('gives vectors of words it has not seen, and says so', async () => {
    const { stdout, stderr } = await runCli(directory, ['encode', 'model.bin'], {
      stdin: 'king\nkingly\n',
    });
    expect(stdout.split('\n').map((line) => line.split(' ').length)).toEqual([9, 9, 1]);
    expect(stderr).toBe(
      '1 of 2 rows are composed of subwords, for items that are not in the vocabulary: kingly\n',
    );
    const stdin = 'king\nkingly\n';
    const { composed, missing } = await runJson(directory, ['encode', 'model.bin'], { stdin });
    expect({ composed, missing }).toEqual({ composed: ['kingly'], missing: [] });
  });

  test.each([
    ['nearest', 'kingly'],
    ['nearest', 'man', '--plus', 'kingly'],
    ['analogy', 'man', 'kingly', 'woman'],
    ['odd-one-out', 'kingly', 'queen', 'bread'],
  ])('is asked by tovec %s for a word it has not seen', async (command, ...items) => {
    const args = [command, 'model.safetensors', ...items];
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({
      ...{ code: 0, stderr: 'not in the vocabulary, composed of subwords: kingly\n' },
    });
    expect(stdout).not.toBe('');
    expect((await run(command, 'model.vec', ...items)).stderr).toContain("no vector for 'kingly'");
  });

  test('is the same model in every format that keeps it', async () => {
    await run('convert', 'model.bin', 'there.safetensors');
    const back = await run('convert', 'there.safetensors', 'back.bin');
    expect(back).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^there\.safetensors \(tovec\) → back\.bin \(fasttext-bin\): \d+ × 8\n$/,
      ),
      stderr: '',
    });
    expect((await readFile(path('back.bin'))).equals(await readFile(path('model.bin')))).toBe(true);
    await run('convert', 'back.bin', 'back.vec');
    expect(await readFile(path('back.vec'), 'utf8')).toBe(
      await readFile(path('model.vec'), 'utf8'),
    );
  });

  test('is smaller in another precision, or quantised', async () => {
    await run('convert', 'model.bin', 'small.safetensors', '--precision', 'int8');
    const report = await runJson<{ bytes: number; bytesBefore: number }>(directory, [
      ...['quantize', 'model.bin', '--out', 'model.ftz'],
    ]);
    expect(report.bytes).toBeLessThan(report.bytesBefore);
    for (const name of ['small.safetensors', 'model.ftz']) {
      expect((await readFile(path(name))).length).toBeLessThan(
        (await readFile(path('model.bin'))).length,
      );
      const { neighbors } = await runJson<{ neighbors: unknown[] }>(directory, [
        ...['nearest', name, 'kingly', '--top', '3'],
      ]);
      expect(neighbors).toHaveLength(3);
    }
  });

  test.each([
    [
      ['convert', 'model.bin', 'x.bin', '--precision', 'int8'],
      2,
      '--precision is for .safetensors',
    ],
    [['convert', 'model.vec', 'x.safetensors', '--precision', 'int8'], 2, 'a table of vectors'],
    [['convert', 'model.vec', 'x.bin', '--to', 'fasttext-bin'], 2, 'only a fastText model'],
    [['quantize', 'model.vec', '--out', 'x.ftz'], 2, 'only fastText models can be quantised'],
    [['quantize', 'model.bin', '--out', 'x.bin'], 2, 'must end in .ftz or .safetensors'],
    [['quantize', 'model.bin', '--out', 'x.ftz', '--test', 'corpus.txt'], 2, 'for classifiers'],
    [['quantize', 'model.bin', '--out', 'x.ftz', '--cutoff', '300'], 2, 'leave it out'],
    [['quantize', 'model.bin', '--out', 'x.ftz', '--dsub', '99'], 2, 'dsub'],
    [['predict', 'model.bin'], 1, 'no classifier; `tovec train fasttext-supervised` makes one'],
    [['predict', 'model.vec'], 1, 'a table of vectors (word2vec-text), no classifier'],
    [['test', 'model.bin', 'corpus.txt'], 1, 'no classifier'],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const finished = await run(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });

  test('that is damaged is an error in one line', async () => {
    const valid = await readFile(path('model.bin'));
    await writeFile(path('short.bin'), valid.subarray(0, valid.length / 2));
    const { code, stdout, stderr } = await run('nearest', 'short.bin', 'king');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: short\.bin: [^\n]*\n$/);
    expect(stderr).not.toContain('should not happen');
  });
});
