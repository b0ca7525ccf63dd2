import { check } from '@tovec/core';
import { type Corpus, cooccurrences } from '@tovec/training';
import { type PhrasesOptions, phrasesOptionKeys, phrasesSettings } from './options.js';
import { type Phrase, Phrases } from './phrases.js';
import { scoreOf } from './score.js';

/**
 * Learns which pairs of neighbouring words are phrases (Mikolov et al. 2013, "Distributed
 * representations of words and phrases and their compositionality"): those that occur together more
 * often than their words alone would make one expect. `apply` joins them in a text; learning again
 * from that finds longer ones.
 *
 * Every pair of neighbours is counted, in bounded memory; pairs do not reach across the ends of
 * sentences, nor across rare words. (word2phrase.c pairs the last word of a line with the first of the
 * next.)
 *
 * @throws InvalidInputError for options that cannot be or a corpus without words; SourceError when it
 *   cannot be read
 * @example
 * ```ts
 * import { phrases } from '@tovec/word/phrases';
 *
 * const text = 'new york is big\nold york is new\nin new york\n'.repeat(10);
 * const learnt = await phrases(text, { minCount: 5, threshold: 2 });
 * console.log(learnt.entries.map(({ phrase, count }) => [phrase, count])); // [ [ 'is_big', 10 ], …
 * ```
 */
export async function phrases(corpus: Corpus, options: PhrasesOptions = {}): Promise<Phrases> {
  check.knownKeys('PhrasesOptions', options, phrasesOptionKeys);
  const settings = phrasesSettings(options);
  const { lowercase, tokenPattern, invalidUtf8, minCount, threshold, delimiter } = settings;
  const { memory, workers, signal, onProgress } = options;
  await using counted = await cooccurrences(corpus, {
    ...{ window: 1, symmetric: false, distanceWeighting: false },
    // A word that is left out would make neighbours of those around it.
    ...{ minCount: 1, lowercase, tokenPattern, invalidUtf8 },
    ...{ memory, workers, signal, onProgress },
  });
  const { words, counts } = counted.vocabulary;
  const corpusCounts = {
    tokens: counts.reduce((sum, count) => sum + count, 0),
    distinct: words.length + counted.nonZeros,
  };
  const found: Phrase[] = [];
  for await (const { rows, columns, values } of counted.blocks()) {
    signal?.throwIfAborted();
    values.forEach((pair, at) => {
      const [a, b] = [rows[at]!, columns[at]!];
      if (pair < minCount) return;
      const score = scoreOf(
        { pair, first: counts[a]!, second: counts[b]! },
        corpusCounts,
        settings,
      );
      if (!(score > threshold)) return;
      const [first, second] = [words[a]!, words[b]!];
      found.push({ first, second, phrase: first + delimiter + second, count: pair, score });
    });
  }
  found.sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1));
  return new Phrases(found, settings);
}
