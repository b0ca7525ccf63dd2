import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';

// Files that others wrote (fastText's and gensim's): read when the shared data stands beside the project.
const folder = fileURLToPath(new URL('../../../../shared/data/words/fasttext/', import.meta.url));
const published = (name: string) => join(folder, name);
let directory: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
});
afterAll(() => remove());

describe.skipIf(!existsSync(folder))('published files', () => {
  test.each([
    ['lee_fasttext_new.bin', 'fasttext-bin', 'fasttext', 1763, 10],
    ['crime-and-punishment.bin', 'fasttext-bin', 'fasttext', 291, 5],
    ['non_ascii_fasttext.bin', 'fasttext-bin', 'fasttext', 171, 2],
    ['pang_lee_polarity_fasttext.bin', 'fasttext-bin', 'fasttext-classifier', 1694, 100],
    ['lid.176.ftz', 'fasttext-bin', 'fasttext-classifier', 7235, 16],
    ['lee_fasttext.vec', 'word2vec-text', undefined, 1762, 10],
    ['euclidean_vectors.bin', 'word2vec-binary', undefined, 2747, 10],
    ['test_glove.txt', 'glove', undefined, 76, 50],
  ])('tovec info knows %s', async (name, format, encoder, rows, dimensions) => {
    const info = await runJson(directory, ['info', published(name)]);
    expect(info).toMatchObject({ format, rows, dimensions });
    expect(info.encoder).toBe(encoder);
  });

  // As `fasttext print-word-vectors lee_fasttext_new.bin` prints them.
  test('tovec encode gives the numbers of fastText, for words it has not seen, too', async () => {
    const { stdout } = await runCli(directory, ['encode', published('lee_fasttext_new.bin')], {
      stdin: 'night\nnightz\n',
    });
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ').slice(1).map(Number));
    const expected = [
      [0.3338, -0.081474, 0.50338, -1.0528, 0.50759, -0.95374, 0.4198, 0.65809, -0.2817, -0.074874],
      [
        0.17323, -0.060998, 0.3243, -1.1494, 0.40142, -1.0848, 0.48448, 0.52565, -0.31721,
        -0.064475,
      ],
    ];
    for (const [row, numbers] of expected.entries()) {
      for (const [at, number] of numbers.entries()) {
        expect(rows[row]![at]).toBeCloseTo(number, 4);
      }
    }
  });

  // As `fasttext predict-prob lid.176.ftz - 3` prints it.
  test('tovec predict names the languages that fastText names', async () => {
    const { stdout } = await runCli(
      directory,
      ['predict', published('lid.176.ftz'), '--top', '3'],
      { stdin: 'Quelle heure est-il ?\nGuten Morgen\n日本語です\n' },
    );
    expect(stdout).toBe(
      '__label__fr 0.9859 __label__de 0.0032 __label__en 0.0019\n' +
        '__label__de 0.3960 __label__eu 0.0825 __label__it 0.0606\n' +
        '__label__ja 0.9997 __label__zh 0.0002 __label__en 0.0001\n',
    );
  });

  test('tovec convert keeps a quantised model byte for byte, by way of safetensors', async () => {
    const steps = [
      [published('lid.176.ftz'), 'lid.safetensors'],
      ['lid.safetensors', 'lid.ftz'],
    ] as const;
    for (const args of steps) expect((await runCli(directory, ['convert', ...args])).code).toBe(0);
    const original = await readFile(published('lid.176.ftz'));
    expect((await readFile(join(directory, 'lid.ftz'))).equals(original)).toBe(true);
  });
});
