import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { smallCorpus } from './testing/texts.js';

const quick = ['--dimensions', '8', '--epochs', '3', '--workers', '1'];
let directory: string;
let remove: () => Promise<void>;

const path = (name: string) => join(directory, name);
const run = (...args: string[]) => runCli(directory, args);
const train = (...args: string[]) => run('train', 'glove', 'corpus.txt', ...args);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await writeFile(path('corpus.txt'), smallCorpus());
});
afterAll(() => remove());

describe.concurrent('tovec train glove', () => {
  test('writes a model and reports in JSON', async () => {
    const args = ['train', 'glove', 'corpus.txt', '--out', 'json.safetensors', ...quick];
    const number = expect.any(Number);
    expect(await runJson(directory, args)).toMatchObject({
      ...{ model: 'json.safetensors', tokens: 20_000, vocabulary: 22, nonZeros: number },
      ...{ loss: [number, number, number], cooccurrencesPerSecond: number, workers: 1 },
      seconds: { count: number, cooccurrences: number, train: number, total: number, save: number },
      settings: { dimensions: 8, epochs: 3, xMax: 100, window: 15, vectors: 'sum' },
    });
    expect(await runJson(directory, ['info', 'json.safetensors'])).toMatchObject({
      ...{ encoder: 'glove', rows: 22, dimensions: 8, config: { alpha: 0.75 } },
    });
    expect((await run('nearest', 'json.safetensors', 'king')).code).toBe(0);
  });

  test('tells people the same in aligned lines', async () => {
    const { code, stdout, stderr } = await train('--out', 'people.vec', ...quick);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^model {4}people\.vec\nvectors {2}22 × 8\ntokens {3}20,000\npairs {4}\d+\n/,
    );
    expect(stdout).toContain('pairs/s on 1 worker\n');
  });

  test('uses the defaults that its help names: those of the library', async () => {
    const { trainGlove } = await import('@tovec/word/glove');
    const { settings } = await trainGlove(smallCorpus(200), { workers: 1 });
    await writeFile(path('short.txt'), smallCorpus(200));
    const args = ['train', 'glove', 'short.txt', '--out', 'default.txt', '--workers', '1'];
    expect((await runJson(directory, args)).settings).toEqual(settings);
    const help = (await run('train', 'glove', '--help')).stdout;
    expect(help).toContain('(default: 15)');
  });

  test('passes every option on', async () => {
    const { settings, vocabulary } = await runJson(directory, [
      ...['train', 'glove', 'corpus.txt', '--out', 'options.txt', '--dimensions', '4'],
      ...['--window', '3', '--no-symmetric', '--no-distance-weighting', '--x-max', '10'],
      ...['--alpha', '0.5', '--epochs', '1', '--learning-rate', '0.02', '--vectors', 'word'],
      ...['--max-vocabulary', '5', '--memory', '100mb', '--workers', '2', '--seed', '9'],
    ]);
    expect(vocabulary).toBe(5);
    expect(settings).toMatchObject({
      ...{ dimensions: 4, window: 3, symmetric: false, distanceWeighting: false, xMax: 10 },
      ...{ alpha: 0.5, epochs: 1, learningRate: 0.02, vectors: 'word', seed: 9 },
    });
  });

  test('keeps co-occurrences, and learns the same from them without the corpus', async () => {
    await writeFile(path('gone.txt'), smallCorpus());
    const counted = ['--cooccurrences', 'counts.safetensors', '--window', '4', ...quick];
    const first = await run('train', 'glove', 'gone.txt', '--out', 'first.vec', ...counted);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    await writeFile(path('gone.txt'), '');
    const again = ['--cooccurrences', 'counts.safetensors', ...quick];
    const second = await run('train', 'glove', 'gone.txt', '--out', 'second.vec', ...again);
    expect(second).toMatchObject({
      code: 0,
      stderr: 'words and co-occurrences are those of counts.safetensors: nothing is counted anew\n',
    });
    const bytes = await readFile(path('first.vec'));
    expect((await readFile(path('second.vec'))).equals(bytes)).toBe(true);
    const other = await train('--out', 'x.vec', '--window', '9', ...again);
    expect(other.code).not.toBe(0);
    expect(other.stderr).toContain('counted with window 4, but 9 is asked for');
    const idle = [
      ...[['--min-count', '5'], ['--max-vocabulary', '9'], ['--lowercase'], ['--memory', '1gb']],
      ...[
        ['--token-pattern', 'a+'],
        ['--invalid-utf8', 'keep'],
      ],
    ];
    for (const option of idle) {
      const { code, stderr } = await train('--out', 'x.vec', ...again, ...option);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `error: ${option[0]} is for counting anew; words and co-occurrences are those of counts.safetensors\n`,
      });
    }
    const missing = await run('train', 'glove', 'none.txt', '--out', 'x.vec', ...again);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('none.txt') });
  });

  test.each([
    [['--out', 'x.ftz'], 2, 'must end in .safetensors, .txt, .vec, .bin or .npy'],
    [['--out', 'x.vec', '--memory', 'plenty'], 2, "'500mb'"],
    [['--out', 'x.vec', '--vectors', 'both'], 2, 'sum, word, context, concatenation'],
    [['--out', 'x.vec', '--x-max', '0'], 2, 'greater than 0'],
    [['--out', 'x.vec', '--cooccurrences', 'corpus.txt'], 1, 'corpus.txt'],
    [['--out', 'x.vec', '--resume', 'nowhere'], 1, 'no checkpoint'],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const finished = await train(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^(words and co-occurrences are [^\n]*\n)?error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
    expect(existsSync(path('x.vec'))).toBe(false);
  });

  test('that is interrupted says where its checkpoint is, and leaves no temporary files', async () => {
    const temporary = await makeDirectory();
    const args = ['train', 'glove', 'corpus.txt', '--out', 'never.vec', '--epochs', '100000'];
    const { code, stderr } = await runCli(
      directory,
      [...args, '--checkpoint', 'run', '--checkpoint-every', '0.1'],
      {
        env: { TMPDIR: temporary.path },
        async onStart(pid) {
          while (!existsSync(path('run/checkpoint.safetensors'))) {
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
          process.kill(pid, 'SIGINT');
        },
      },
    );
    expect(code).toBe(130);
    expect(stderr).toMatch(/^error: interrupted; the checkpoint of \d+ s ago is in run: [^\n]*\n$/);
    expect(await readdir(temporary.path)).toEqual([]);
    await temporary.remove();
  });
});
