import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceError } from '@tovec/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBrown } from './read-brown.js';

describe('readBrown', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tovec-demo-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('finds the million words of the installed corpus', async () => {
    const corpus = await readBrown();
    expect(corpus.texts).toBe(500);
    expect(corpus.words).toBeGreaterThan(1_000_000);
    expect(corpus.words).toBeLessThan(1_020_000);
    expect(corpus.sentences[0]).toMatch(
      /^the fulton county grand jury said friday an investigation/,
    );
    expect(corpus.sentences.join(' ')).not.toMatch(/[A-Z]/);
    expect(corpus.partsOfSpeech.get('jury')).toBe('noun');
    expect(corpus.partsOfSpeech.get('atlanta')).toBe('name');
    expect(corpus.partsOfSpeech.get('said')).toBe('verb');
  });

  it('reads the texts in the order of their names, and gives words their most frequent part', async () => {
    await writeFile(join(directory, 'cb01'), 'Run/vb !/.\n');
    await writeFile(join(directory, 'ca01'), 'A/at run/nn ./.\nThey/ppss run/vb ./.\n');
    await writeFile(join(directory, 'README'), 'not/a text/nn');
    const corpus = await readBrown(directory);
    expect(corpus.sentences).toEqual(['a run', 'they run', 'run']);
    expect(corpus).toMatchObject({ texts: 2, words: 5 });
    expect(corpus.partsOfSpeech.get('run')).toBe('verb');
  });

  it('says which directory has no such texts', async () => {
    const missing = join(directory, 'missing');
    const failure = await readBrown(missing).catch((error) => error);
    expect(SourceError.isInstance(failure)).toBe(true);
    expect(failure.message).toContain(missing);
  });
});
