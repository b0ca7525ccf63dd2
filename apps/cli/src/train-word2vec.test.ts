import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';
import { smallCorpus } from './testing/texts.js';

const quick = ['--dimensions', '8', '--epochs', '2', '--workers', '1'];
let directory: string;
let remove: () => Promise<void>;
let corpus: string;

const path = (name: string) => join(directory, name);
const train = (...args: string[]) => runCli(directory, ['train', 'word2vec', ...args]);

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  corpus = path('corpus.txt');
  await writeFile(corpus, smallCorpus());
  await mkdir(path('empty'));
});
afterAll(() => remove());

describe.concurrent('tovec train word2vec', () => {
  test('writes a model and reports in JSON', async () => {
    const args = ['train', 'word2vec', 'corpus.txt', '--out', 'model.safetensors', ...quick];
    const report = await runJson(directory, args);
    expect(report).toMatchObject({
      model: 'model.safetensors',
      tokens: 20_000,
      vocabulary: 22,
      loss: [expect.any(Number), expect.any(Number)],
      tokensPerSecond: expect.any(Number),
      peakMemoryBytes: expect.any(Number),
      seconds: {
        ...{ read: expect.any(Number), count: expect.any(Number), train: expect.any(Number) },
        ...{ total: expect.any(Number), save: expect.any(Number) },
      },
      workers: 1,
      settings: { dimensions: 8, epochs: 2 },
    });
    expect((await stat(path('model.safetensors'))).size).toBeGreaterThan(2 * 22 * 8 * 4);
  });

  test('tells people the same in aligned lines, and nothing on stderr without a terminal', async () => {
    const { code, stdout, stderr } = await train('corpus.txt', '--out', 'people.bin', ...quick);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^model {4}people\.bin\nvectors {2}22 × 8\ntokens {3}20,000\ntime /);
  });

  test('uses the defaults that its help names: those of the library', async () => {
    const { trainWord2Vec } = await import('@tovec/word/word2vec');
    const { settings } = await trainWord2Vec(smallCorpus(200), { workers: 1 });
    await writeFile(path('short.txt'), smallCorpus(200));
    for (const name of ['default.safetensors', 'default.txt']) {
      const args = ['train', 'word2vec', 'short.txt', '--out', name, '--workers', '1'];
      expect((await runJson(directory, args)).settings).toEqual(settings);
    }
    const info = await runJson(directory, ['info', 'default.safetensors']);
    expect(info.config).toMatchObject(settings as object);
  });

  test('learns by a Huffman tree, with noise words or without', async () => {
    const args = ['train', 'word2vec', 'corpus.txt', '--out', 'hs.bin', ...quick];
    for (const negative of [0, 3]) {
      const { settings } = await runJson(directory, [
        ...[...args, '--hierarchical-softmax', '--negative', String(negative)],
      ]);
      expect(settings).toMatchObject({ hierarchicalSoftmax: true, negative });
    }
    const refused = await train('corpus.txt', '--out', 'none.bin', '--negative', '0');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^error: [^\n]*or --hierarchical-softmax\n$/);
  });

  test('learns the same from a file, gzip, a directory and stdin', async () => {
    await writeFile(path('corpus.gz'), gzipSync(smallCorpus()));
    await runCli(directory, ['train', 'word2vec', 'corpus.txt', '--out', 'a.bin', ...quick]);
    await runCli(directory, ['train', 'word2vec', 'corpus.gz', '--out', 'b.bin', ...quick]);
    await runCli(directory, ['train', 'word2vec', '-', '--out', 'c.bin', ...quick], {
      stdin: smallCorpus(),
    });
    const expected = await readFile(path('a.bin'));
    expect((await readFile(path('b.bin'))).equals(expected)).toBe(true);
    expect((await readFile(path('c.bin'))).equals(expected)).toBe(true);
  });

  test('passes every option on', async () => {
    await writeFile(path('Caps.txt'), 'One, two; THREE four. '.repeat(50));
    const { settings, vocabulary } = await runJson<{
      settings: Record<string, unknown>;
      vocabulary: number;
    }>(directory, [
      ...['train', 'word2vec', 'Caps.txt', '--out', 'caps.txt', '--architecture', 'cbow'],
      ...['--dimensions', '4', '--window', '2', '--negative', '3', '--sample', '0'],
      ...['--min-count', '1', '--max-vocabulary', '3', '--epochs', '1', '--seed', '7'],
      ...[
        '--learning-rate',
        '0.01',
        '--no-context-mean',
        '--lowercase',
        '--token-pattern',
        '\\p{L}+',
        '--workers',
        '1',
      ],
    ]);
    expect(settings).toMatchObject({
      ...{ architecture: 'cbow', dimensions: 4, window: 2, negative: 3, sample: 0, epochs: 1 },
      ...{ learningRate: 0.01, seed: 7, contextMean: false },
    });
    expect(vocabulary).toBe(3);
    const words = (await readFile(path('caps.txt'), 'utf8')).split('\n').slice(1, 4);
    for (const line of words) expect(line).toMatch(/^(one|two|three|four) /);
  });
});

describe.concurrent('tovec train word2vec refuses', () => {
  test.each([
    [['none.txt', '--out', 'x.bin'], 1, 'none.txt'],
    [['empty', '--out', 'x.bin'], 1, 'has no files'],
    [['corpus.txt', '--out', 'no/such/x.bin'], 1, 'there is no directory no/such'],
    [['corpus.txt', '--out', 'x.doc'], 2, 'must end in .safetensors'],
    [['corpus.txt'], 2, "'--out <file>' not specified"],
    [['corpus.txt', '--out', 'x.bin', '--dimensions', '0'], 2, 'a whole number of at least 1'],
    [['corpus.txt', '--out', 'x.bin', '--dimensions', '1e9'], 2, 'dimensions'],
    [['corpus.txt', '--out', 'x.bin', '--learning-rate', 'NaN'], 2, 'a number greater than 0'],
    [['corpus.txt', '--out', 'x.bin', '--sample', '-1'], 2, 'a number of at least 0'],
    [['corpus.txt', '--out', 'x.bin', '--architecture', 'glove'], 2, 'skip-gram, cbow'],
    [['corpus.txt', '--out', 'x.bin', '--token-pattern', '('], 2, 'Invalid regular expression'],
    [['corpus.txt', '--out', 'x.bin', '--min-count', '999999'], 2, '999999'],
    [['corpus.txt', '--out', 'x.bin', '--resume', 'nowhere'], 1, 'no checkpoint'],
  ])('%j with exit code %i', async (args, code, message) => {
    const finished = await train(...args);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(/^error: [^\n]*\n$/);
    expect(finished.stderr).toContain(message);
    expect(existsSync(path('x.bin'))).toBe(false);
  });

  test('text that is not UTF-8', async () => {
    await writeFile(path('latin.txt'), Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x0a));
    const { code, stderr } = await train('latin.txt', '--out', 'x.bin');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: [^\n]*UTF-8[^\n]*\n$/);
  });
});

const full = '/dev/full';

describe.skipIf(!existsSync(full))('a model that cannot be saved, the disk being full', () => {
  test('is saved in the temporary directory instead', async () => {
    await symlink(full, path('full.safetensors'));
    const refuge = await makeDirectory();
    try {
      const { code, stderr, stdout } = await runCli(
        directory,
        ['train', 'word2vec', 'corpus.txt', '--out', 'full.safetensors', ...quick],
        { env: { TMPDIR: refuge.path } },
      );
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^error: the model could not be saved: [^\n]*full[^\n]*\n$/);
      const [name] = await readdir(refuge.path);
      expect(stderr).toContain(`it was saved as ${join(refuge.path, name!)} instead`);
      const info = await runJson(refuge.path, ['info', name!]);
      expect(info).toMatchObject({ encoder: 'word2vec', rows: 22, dimensions: 8 });
    } finally {
      await refuge.remove();
    }
  });

  test('is in the checkpoint where there is one, and --resume saves it', async () => {
    await symlink(full, path('full.bin'));
    const checkpoint = ['--checkpoint', 'run', '--checkpoint-every', '60'];
    const failed = await train('corpus.txt', '--out', 'full.bin', ...quick, ...checkpoint);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/^error: [^\n]*--resume run and another --out[^\n]*\n$/);

    const resumed = await train('corpus.txt', '--out', 'resumed.bin', ...quick, '--resume', 'run');
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    await train('corpus.txt', '--out', 'whole.bin', ...quick);
    const whole = await readFile(path('whole.bin'));
    expect((await readFile(path('resumed.bin'))).equals(whole)).toBe(true);

    const other = ['--dimensions', '9', '--epochs', '2', '--workers', '1', '--resume', 'run'];
    const refused = await train('corpus.txt', '--out', 'other.bin', ...other);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('dimensions (8, now 9)');
  });
});

describe.concurrent('an interrupted training', () => {
  const endless = ['--epochs', '100000', '--workers', '1', '--dimensions', '8'];

  test('says where its checkpoint is', async () => {
    const checkpoint = path('interrupted/checkpoint.safetensors');
    const args = ['train', 'word2vec', 'corpus.txt', '--out', 'never.bin', ...endless];
    const { code, stdout, stderr } = await runCli(
      directory,
      [...args, '--checkpoint', 'interrupted', '--checkpoint-every', '0.1'],
      {
        async onStart(pid) {
          while (!existsSync(checkpoint)) await pause();
          process.kill(pid, 'SIGINT');
        },
      },
    );
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(
      /^error: interrupted; the checkpoint of \d+ s ago is in interrupted: go on with --resume interrupted\n$/,
    );
    expect(existsSync(path('never.bin'))).toBe(false);
  });

  test('says so when nothing was saved, and leaves no temporary files', async () => {
    await writeFile(path('unpacked.gz'), gzipSync(smallCorpus()));
    const temporary = await makeDirectory();
    const args = ['train', 'word2vec', 'unpacked.gz', '--out', 'never.bin', ...endless];
    const { code, stderr } = await runCli(directory, args, {
      env: { TMPDIR: temporary.path },
      async onStart(pid) {
        while ((await readdir(temporary.path)).length === 0) await pause();
        process.kill(pid, 'SIGTERM');
      },
    });
    expect(code).toBe(143);
    expect(stderr).toMatch(/^error: interrupted; nothing was saved \(--checkpoint[^\n]*\n$/);
    expect(await readdir(temporary.path)).toEqual([]);
    await temporary.remove();
  });
});

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
