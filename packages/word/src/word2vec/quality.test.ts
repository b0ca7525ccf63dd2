import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { trainWord2Vec, type Word2Vec } from './index.js';

// Real text, read when the shared data stands beside the project.
const data = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const corpus = join(data, 'corpus/enwiki-text8style-100MB.txt.gz');
const bytes = 4_500_000;

async function beginning(): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of createReadStream(corpus).pipe(createGunzip())) {
    parts.push(part);
    length += part.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(parts).toString('latin1', 0, bytes);
}

/** How many of all pairs of word pairs are ordered by similarity as people order them. */
function agreement({ vectors }: Word2Vec, lines: readonly string[]): number {
  const pairs = lines
    .map((line) => line.toLowerCase().split(/\s+/))
    .filter(([a, b]) => vectors.has(a!) && vectors.has(b!))
    .map(([a, b, human]) => ({ human: Number(human), own: vectors.similarity(a!, b!) }));
  expect(pairs.length).toBeGreaterThan(200);
  let agreed = 0;
  let all = 0;
  for (const [at, one] of pairs.entries()) {
    for (const other of pairs.slice(at + 1)) {
      if (one.human === other.human) continue;
      all++;
      if (one.human > other.human === one.own > other.own) agreed++;
    }
  }
  return agreed / all;
}

describe.skipIf(!existsSync(corpus))('Word2Vec on 4.5 MB of Wikipedia', () => {
  // Rates higher than the defaults, since there is so little text.
  test.each([
    { architecture: 'skip-gram', learningRate: 0.05 },
    { architecture: 'cbow', learningRate: 0.1 },
  ] as const)('finds what belongs together: $architecture', async (settings) => {
    const options = { ...settings, workers: 1, sample: 1e-4 };
    const model = await trainWord2Vec(await beginning(), options);
    const nearest = (word: string) => {
      return model.vectors.nearest(word, { topK: 5 }).map(({ item }) => item);
    };
    const numbers = 'zero one three four five six seven eight nine';
    expect(nearest('two').filter((word) => numbers.includes(word)).length).toBeGreaterThan(2);
    const countries = 'italy spain germany poland russia austria england britain belgium portugal';
    expect(nearest('france').filter((word) => countries.includes(word)).length).toBeGreaterThan(1);
    expect(model.vectors.oddOneOut(['german', 'french', 'italian', 'water'])).toBe('water');

    // Half would be chance.
    const pairs = await readFile(join(data, 'words/EN-WS-353-ALL.txt'), 'utf8');
    expect(agreement(model, pairs.trim().split('\n'))).toBeGreaterThan(0.58);
  });
});
