import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readVectors } from './read-vectors.js';

// Files that others wrote (gensim's test data): read when the shared data stands beside the project.
const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = join(repository, '../shared/data/words/fasttext');

describe.skipIf(!existsSync(folder))('published files', () => {
  it('word2vec binary: euclidean_vectors.bin', async () => {
    const vectors = await readVectors(join(folder, 'euclidean_vectors.bin'));
    expect(vectors.reading).toMatchObject({ format: 'word2vec-binary', duplicates: 0 });
    const header = (await readFile(join(folder, 'euclidean_vectors.bin'))).subarray(0, 8);
    expect(`${vectors.size} ${vectors.dimensions}\n`).toBe(header.toString('latin1'));
    expect(vectors.itemAt(0)).toBe('the');
  });

  it('GloVe text: test_glove.txt', async () => {
    const path = join(folder, 'test_glove.txt');
    const vectors = await readVectors(path);
    expect(vectors.reading?.format).toBe('glove');
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(vectors.size).toBe(lines.length);
    for (const [row, line] of lines.entries()) {
      const fields = line.split(' ');
      expect(vectors.itemAt(row)).toBe(fields[0]);
      expect([...vectors.vectorAt(row)]).toEqual(fields.slice(1).map(Number).map(Math.fround));
    }
  });

  it.each(['crime-and-punishment.vec', 'lee_fasttext.vec'])('fastText text: %s', async (name) => {
    const path = join(folder, name);
    const vectors = await readVectors(path);
    const [header, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(`${vectors.size} ${vectors.dimensions}`).toBe(header);
    expect([...vectors.keys()]).toEqual(lines.map((line) => line.split(' ')[0]));
    const last = lines.at(-1)!.trim().split(' ').slice(1);
    expect([...vectors.vectorAt(vectors.size - 1)]).toEqual(last.map(Number).map(Math.fround));
  });

  it('a fastText model is named as one', async () => {
    await expect(readVectors(join(folder, 'lee_fasttext_new.bin'))).rejects.toThrow(
      'this is a fastText model',
    );
  });
});
