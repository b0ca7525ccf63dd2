import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { labelledTexts } from './testing/texts.js';

const quick = ['--dimensions', '8', '--epochs', '20', '--workers', '1'];
let directory: string;
let remove: () => Promise<void>;

const path = (name: string) => join(directory, name);
const run = (...args: string[]) => runCli(directory, args);
const train = (...args: string[]) => run('train', 'fasttext-supervised', 'labelled.txt', ...args);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(path('labelled.txt'), labelledTexts());
  await writeFile(path('held-out.txt'), '__label__food bread and cake\n\n__label__people a king\n');
  await train('--out', 'model.bin', ...quick);
  await train('--out', 'ngrams.safetensors', ...quick, '--word-ngrams', '2', '--bucket', '1000');
});
afterAll(() => remove());

describe.concurrent('tovec train fasttext-supervised', () => {
  test('writes a model and reports in JSON', async () => {
    const args = ['train', 'fasttext-supervised', 'labelled.txt', '--out', 'json.bin', ...quick];
    expect(await runJson(directory, args)).toMatchObject({
      ...{ model: 'json.bin', tokens: expect.any(Number), workers: 1 },
      settings: { model: 'supervised', loss: 'softmax', dimensions: 8, epochs: 20, wordNgrams: 1 },
    });
  });

  test('tells people the same in aligned lines', async () => {
    const { code, stdout, stderr } = await train('--out', 'people.bin', ...quick);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^model {3}people\.bin\nlabels {2}2\nwords {3}\d+ × 8\ntokens {2}/);
  });

  test('uses the defaults that its help names: those of the library', async () => {
    const { trainClassifier } = await import('@tovec/word/fasttext');
    const { settings } = await trainClassifier(labelledTexts(), { workers: 1 });
    const args = ['train', 'fasttext-supervised', 'labelled.txt', '--out', 'default.bin'];
    expect((await runJson(directory, args)).settings).toEqual(settings);
  });

  test('passes every option on', async () => {
    await writeFile(path('other.txt'), labelledTexts().replaceAll('__label__', '#'));
    const { settings } = await runJson(directory, [
      ...['train', 'fasttext-supervised', 'other.txt', '--out', 'options.bin', ...quick],
      ...['--loss', 'one-vs-all', '--minn', '2', '--maxn', '3', '--bucket', '77', '--seed', '4'],
      ...['--word-ngrams', '3', '--min-count', '2', '--min-label-count', '3'],
      ...['--label-prefix', '#', '--learning-rate', '0.3', '--invalid-utf8', 'keep'],
    ]);
    expect(settings).toMatchObject({
      ...{ loss: 'one-vs-all', minn: 2, maxn: 3, bucket: 77, wordNgrams: 3, minCount: 2 },
    });
    expect(await runJson(directory, ['info', 'options.bin'])).toMatchObject({
      labels: expect.arrayContaining(['#food', '#people']),
    });
  });

  test.each([
    [['--out', 'x.vec'], 2, 'must end in .safetensors or .bin'],
    [['--out', 'x.bin', '--label-prefix', '@'], 1, '@'],
    [['--out', 'x.bin', '--negative', '9'], 2, '--negative is for --loss negative-sampling'],
    [['--out', 'x.bin', '--loss', 'ns'], 2, 'softmax, hierarchical-softmax'],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const finished = await train(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });

  test('says how to go on with text that is not UTF-8', async () => {
    await writeFile(path('latin.txt'), Buffer.from('__label__a caf\xe9\n', 'latin1'));
    const args = ['train', 'fasttext-supervised', 'latin.txt', '--out', 'latin.bin', ...quick];
    expect((await run(...args)).stderr).toMatch(/or pass --invalid-utf8 keep to/);
    expect((await run(...args, '--invalid-utf8', 'keep')).code).toBe(0);
  });
});

describe.concurrent('tovec predict', () => {
  test.each(['model.bin', 'ngrams.safetensors'])('prints labels a line, by %s', async (model) => {
    const { code, stdout, stderr } = await runCli(directory, ['predict', model, '--top', '2'], {
      stdin: 'the bread and the soup\n\nthe queen',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^__label__food 0\.\d{4} __label__people 0\.\d{4}$/),
      expect.any(String),
      expect.stringMatching(/^__label__people 0\.\d{4} __label__food 0\.\d{4}$/),
      '',
    ]);
  });

  test('reads a file, leaves improbable labels out, and gives all of it in JSON', async () => {
    await writeFile(path('texts.txt'), 'the cake with the pear\n');
    const args = ['predict', 'model.bin', '--input', 'texts.txt', '--top', '2'];
    const { predictions } = await runJson(directory, [...args, '--threshold', '0.5']);
    expect(predictions).toEqual([
      {
        text: 'the cake with the pear',
        labels: [{ label: '__label__food', probability: expect.any(Number) }],
      },
    ]);
  });
});

describe.concurrent('tovec test', () => {
  test('counts what is right', async () => {
    const { code, stdout } = await run('test', 'model.bin', 'held-out.txt');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'examples         2\nP@1       100.00 %\nR@1       100.00 %\nF1@1      100.00 %\n',
    });
  });

  test('counts it for each label, and among several', async () => {
    const { stdout } = await run('test', 'model.bin', 'held-out.txt', '--top', '2', '--by-label');
    expect(stdout).toContain('\nP@2        50.00 %\n');
    expect(stdout).toMatch(/\n__label__food +50\.00 % +100\.00 % +66\.67 % +1 +2\n/);
    const args = ['test', 'model.bin', 'held-out.txt', '--by-label'];
    expect(await runJson(directory, args)).toMatchObject({
      ...{ model: 'model.bin', file: 'held-out.txt', examples: 2, precision: 1, recall: 1 },
      labels: [{ label: expect.any(String), examples: 1 }, { predicted: 1 }],
    });
  });

  test.each([
    [['test', 'model.bin', 'none.txt'], 1, 'none.txt'],
    [['test', 'none.bin', 'held-out.txt'], 1, 'none.bin'],
    [['test', 'model.bin', 'empty.txt'], 1, 'no examples in empty.txt'],
    [['test', 'model.bin', 'unlabelled.txt'], 1, 'a label is, e.g., __label__'],
    [['predict', 'model.bin', '--threshold', '2'], 2, 'a number from 0 to 1'],
    [['nearest', 'model.bin', 'king'], 1, 'a fasttext-classifier model'],
  ])('or another command refuses %j with exit code %i', async (args, code, message) => {
    await writeFile(path('empty.txt'), '\n');
    await writeFile(path('unlabelled.txt'), 'a king\n');
    const finished = await run(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
  });
});

describe.concurrent('a classifier', () => {
  test('encodes texts', async () => {
    const { stdout, stderr } = await runCli(directory, ['encode', 'model.bin'], {
      stdin: 'the king and the queen\n',
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^the king and the queen( -?[\d.e-]+){8}\n$/);
  });

  test('is quantised, with what that costs', async () => {
    const { stdout } = await run(
      ...['quantize', 'ngrams.safetensors', '--out', 'small.ftz', '--cutoff', '300', '--qnorm'],
      ...['--test', 'held-out.txt'],
    );
    expect(stdout).toMatch(/\nrows {4}300 of 1,\d+\n/);
    expect(stdout).toContain('\nP@1     100.00 %, was 100.00 %\n');
    expect((await run('test', 'small.ftz', 'held-out.txt')).stdout).toContain('P@1       100.00 %');
    expect((await run('convert', 'small.ftz', 'small.safetensors')).code).toBe(0);
    expect((await run('convert', 'small.safetensors', 'again.ftz')).code).toBe(0);
    const { code, stderr } = await run('convert', 'ngrams.safetensors', 'large.ftz');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('tovec quantize ngrams.safetensors --out large.ftz'),
    });
  });
});
