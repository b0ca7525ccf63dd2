import { InvalidInputError } from '@tovec/core';
import type { BuiltVocabulary } from './build-vocabulary.js';
import type { CountedText } from './count-text.js';
import { countAt, entryCount, selectEntries, wordAt } from './word-table.js';

/** Which runs of labelled text are words, and which labels. */
export interface LabelledRules {
  /** What labels begin with. */
  readonly labelPrefix: string;
  /** Words and labels that occur less often are left out. */
  readonly minCount: number;
  readonly minLabelCount: number;
  /** Whether words that are left out are of use all the same: for their n-grams. */
  readonly keepUnknown: boolean;
}

/** fastText's word for the end of a line. */
export const lineEndWord = '</s>';

/**
 * The vocabulary of labelled lines: its words, then its labels, then, where they are of use, the words
 * that occurred too seldom, each part by falling count. The end of a line counts as a word.
 *
 * @throws InvalidInputError without words or labels
 */
export function buildLabelledVocabulary(
  { table, sentences }: CountedText,
  rules: LabelledRules,
): BuiltVocabulary {
  const { labelPrefix, minCount, minLabelCount, keepUnknown } = rules;
  const words = new Map<string, number>(sentences > 0 ? [[lineEndWord, sentences]] : []);
  const labels = new Map<string, number>();
  for (let entry = 0; entry < entryCount(table); entry++) {
    const run = wordAt(table, entry);
    const isLabel = run !== lineEndWord && run.startsWith(labelPrefix);
    const part = isLabel ? labels : words;
    part.set(run, (part.get(run) ?? 0) + countAt(table, entry));
  }
  const known = byCount(words, (count) => count >= minCount);
  const knownLabels = byCount(labels, (count) => count >= minLabelCount);
  if (knownLabels.length === 0) throw noLabels(rules, labels.size);
  if (!known.some(([word]) => word !== lineEndWord)) throw noWords(rules, words);
  const unknown = keepUnknown ? byCount(words, (count) => count < minCount) : [];
  const all = [...known, ...knownLabels, ...unknown];

  const ids = new Map(all.map(([word], id) => [word, id]));
  const selected: { entry: number; idCount: number; ids: number }[] = [];
  for (let entry = 0; entry < entryCount(table); entry++) {
    const id = ids.get(wordAt(table, entry));
    if (id !== undefined) selected.push({ entry, idCount: 1, ids: id });
  }
  return {
    vocabulary: {
      words: all.map(([word]) => word),
      counts: Float64Array.from(all, ([, count]) => count),
    },
    lookup: {
      table: selectEntries(table, selected),
      expansions: new Uint32Array(0),
      longestExpansion: 1,
    },
  };
}

function byCount(counts: Map<string, number>, isIn: (count: number) => boolean) {
  return [...counts]
    .filter(([, count]) => isIn(count))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function noLabels({ labelPrefix, minLabelCount }: LabelledRules, found: number): InvalidInputError {
  const reason =
    found === 0
      ? `no word of it begins with ${labelPrefix}; write labels in front of each line's text, as in ` +
        `'${labelPrefix}sports the match ended early'`
      : `none of its ${found} labels occurs minLabelCount = ${minLabelCount} times; lower that`;
  return new InvalidInputError(`the corpus has no labels to learn: ${reason}`, {
    argument: 'corpus',
  });
}

function noWords({ minCount }: LabelledRules, words: Map<string, number>): InvalidInputError {
  const found = words.size - Number(words.has(lineEndWord));
  return new InvalidInputError(
    found === 0
      ? 'the corpus has labels, but no words to learn them from'
      : `none of the corpus's ${found} distinct words occurs minCount = ${minCount} times; lower that`,
    { argument: found === 0 ? 'corpus' : 'minCount', given: minCount },
  );
}
