import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '@tovec/core';
import { loadWord2Vec } from '@tovec/word/word2vec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDemo } from './demo.js';
import { Narrator } from './terminal/narrator.js';
import { someOfBrown } from './testing/some-of-brown.js';

const texts = Array.from({ length: 12 }, (_, index) => `ca${String(index + 1).padStart(2, '0')}`);
const training = { dimensions: 24, minCount: 4, epochs: 4, workers: 1 };

describe('the demo, on a dozen texts', () => {
  let place: Awaited<ReturnType<typeof someOfBrown>>;
  beforeAll(async () => {
    place = await someOfBrown(texts);
  });
  afterAll(() => place.dispose());

  it('trains, saves, loads what it saved, answers and draws', async () => {
    let told = '';
    const phases = new Set<string>();
    const files = await runDemo({
      corpus: place.corpus,
      output: place.output,
      training,
      narrator: new Narrator({ write: (text) => (told += text) }),
      onProgress: ({ phase }) => phases.add(phase),
    });

    expect(told).toMatch(/^Read +12 texts, 1,\d{3} sentences, 2\d,\d{3} words/m);
    expect(told).toMatch(/^Learnt +[\d,]+ words × 24 numbers, 4 epochs/m);
    expect(told).toMatch(/^Loaded +it again: all [\d,]+ numbers are the same, bit for bit/m);
    expect(told).toMatch(/^Walked +in the karate club: 34 members and 78 friendships/m);
    expect(told).toMatch(/a linear probe tells the side of 3[234] of 34/m);
    expect(told).toMatch(/^Drew .*the 500 most frequent words/m);
    expect(told).toMatch(/^three +\w+ 0\.\d\d {2}/m);
    expect([...phases]).toEqual(expect.arrayContaining(['train', 'map']));

    expect((await readdir(place.output)).sort()).toEqual(['brown.safetensors', 'index.html']);
    const { vectors, settings } = await loadWord2Vec(files.model);
    expect(vectors.dimensions).toBe(24);
    expect(settings.epochs).toBe(4);
    const page = await readFile(files.page, 'utf8');
    const frequent = Array.from({ length: 500 }, (_, row) => vectors.itemAt(row));
    const missing = frequent.filter((word) => !page.includes(`"word":${JSON.stringify(word)}`));
    expect(missing).toEqual([]);
  });

  it('leaves nothing half-written when it is stopped', async () => {
    const stop = new AbortController();
    const output = `${place.output}-stopped`;
    const running = runDemo({
      ...{ corpus: place.corpus, output, training: { ...training, epochs: 1000 } },
      narrator: new Narrator({ write() {} }),
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'train') stop.abort();
      },
    });
    await expect(running).rejects.toHaveProperty('name', 'AbortError');
    expect(await readdir(output)).toEqual([]);
  });

  it('says so before any work when there is no room for its files', async () => {
    const occupied = join(place.corpus, 'occupied');
    await writeFile(occupied, '');
    const failure = await runDemo({
      ...{ corpus: place.corpus, output: join(occupied, 'output') },
      narrator: new Narrator({ write() {} }),
    }).catch((error) => error);
    expect(SourceError.isInstance(failure)).toBe(true);
    expect(failure.message).toContain(occupied);
  });
});
