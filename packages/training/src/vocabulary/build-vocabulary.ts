import { InvalidInputError } from '@tovec/core';
import type { TextRules, Vocabulary, VocabularyRules } from './vocabulary.js';
import { countAt, entryCount, selectEntries, type WordTable, wordAt } from './word-table.js';

/** How a corpus is read with a vocabulary: which ids each distinct run of its text stands for. */
export interface TextLookup {
  /** Runs of text; the value is one id, or where in `expansions` its ids are. */
  readonly table: WordTable;
  readonly expansions: Uint32Array;
  /** The most ids one run stands for. */
  readonly longestExpansion: number;
}

export interface BuiltVocabulary {
  readonly vocabulary: Vocabulary;
  readonly lookup: TextLookup;
}

/** Words that must keep their ids: those of a model whose training goes on. */
export interface KnownWords {
  readonly words: readonly string[];
  /** Whether words that are not known join the vocabulary. */
  readonly extend: boolean;
}

/**
 * Makes a vocabulary from counted text. Lower-casing, the token pattern and the keep rule are applied
 * here, once for each distinct run of text instead of once for each occurrence. Words are ordered by
 * count, equal counts by code unit, so that the result does not depend on how counting was shared.
 * Known words come first, in their order.
 *
 * @throws InvalidInputError when there is no word, or none that the rules let through
 */
export function buildVocabulary(
  table: WordTable,
  rules: VocabularyRules & TextRules,
  known?: KnownWords,
): BuiltVocabulary {
  const split = splitter(rules);
  const total = entryCount(table);
  if (total === 0) {
    throw new InvalidInputError('the corpus is empty: there is no word in it', {
      argument: 'corpus',
    });
  }
  const candidates = split ? countWords(table, split) : candidatesOf(table, rules);
  const words = chooseWords(candidates, rules, known);
  if (words.length === 0) throw nothingLeft(candidates, rules, total);

  const ids = new Map(words.map((word, id) => [word, id]));
  const counts = Float64Array.from(words, (word) => candidates.get(word) ?? 0);
  if (!counts.some((count) => count > 0)) {
    throw new InvalidInputError(
      `none of the model's ${words.length} words occurs in the corpus; pass extendVocabulary: true ` +
        'to learn its words',
      { argument: 'corpus' },
    );
  }
  return { vocabulary: { words, counts }, lookup: buildLookup(table, ids, split) };
}

export type Split = (run: string) => readonly string[];

/** How a run becomes words; undefined where it is one. */
export function splitter({ lowercase, tokenPattern }: TextRules): Split | undefined {
  if (!tokenPattern) return lowercase ? (run) => [run.toLowerCase()] : undefined;
  const { source, flags } = tokenPattern;
  const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`);
  return (run) => (lowercase ? run.toLowerCase() : run).match(pattern)?.filter(Boolean) ?? [];
}

function countWords(table: WordTable, split: Split): Map<string, number> {
  const counts = new Map<string, number>();
  for (let entry = 0; entry < entryCount(table); entry++) {
    const count = countAt(table, entry);
    for (const word of split(wordAt(table, entry))) {
      counts.set(word, (counts.get(word) ?? 0) + count);
    }
  }
  return counts;
}

/** Without a rule that needs to see them, rare words are not even decoded. */
function candidatesOf(table: WordTable, { minCount, keep }: VocabularyRules): Map<string, number> {
  const counts = new Map<string, number>();
  for (let entry = 0; entry < entryCount(table); entry++) {
    const count = countAt(table, entry);
    if (keep || count >= minCount) counts.set(wordAt(table, entry), count);
  }
  return counts;
}

function chooseWords(
  candidates: Map<string, number>,
  { minCount, maxVocabulary = Number.POSITIVE_INFINITY, keep }: VocabularyRules,
  known: KnownWords = { words: [], extend: true },
): string[] {
  if (!known.extend) return [...known.words];
  const old = new Set(known.words);
  const chosen: [word: string, count: number][] = [];
  for (const [word, count] of candidates) {
    if (!old.has(word) && (keep?.(word, count) ?? count >= minCount)) chosen.push([word, count]);
  }
  chosen.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const room = Math.max(0, maxVocabulary - old.size);
  return [...known.words, ...chosen.slice(0, room).map(([word]) => word)];
}

function buildLookup(
  table: WordTable,
  ids: ReadonlyMap<string, number>,
  split: Split | undefined,
): TextLookup {
  const selected: { entry: number; idCount: number; ids: number }[] = [];
  const expansions: number[] = [];
  let longestExpansion = 1;
  for (let entry = 0; entry < entryCount(table); entry++) {
    const run = wordAt(table, entry);
    const found = (split?.(run) ?? [run]).flatMap((word) => ids.get(word) ?? []);
    if (found.length === 0) continue;
    longestExpansion = Math.max(longestExpansion, found.length);
    if (found.length === 1) selected.push({ entry, idCount: 1, ids: found[0]! });
    else {
      selected.push({ entry, idCount: found.length, ids: expansions.length });
      for (const id of found) expansions.push(id);
    }
  }
  return {
    table: selectEntries(table, selected),
    expansions: Uint32Array.from(expansions),
    longestExpansion,
  };
}

function nothingLeft(
  candidates: ReadonlyMap<string, number>,
  { minCount, tokenPattern }: VocabularyRules & TextRules,
  distinct: number,
): InvalidInputError {
  const most = [...candidates.values()].reduce((a, b) => Math.max(a, b), 0);
  const reason =
    tokenPattern && candidates.size === 0
      ? `tokenPattern ${tokenPattern} matches nothing in it`
      : `no word occurs minCount = ${minCount} times${most > 0 ? ` (the most frequent: ${most})` : ''}`;
  return new InvalidInputError(
    `nothing of the corpus is left to learn: of ${distinct} distinct words, ${reason}; ` +
      'give more text, lower minCount, or loosen keep and tokenPattern',
    { argument: 'minCount', given: minCount },
  );
}
