import type { KeyedVectors } from '@tovec/vectors';
import { type PartOfSpeech, partsOfSpeech } from '../brown/part-of-speech.js';
import type { MapWord } from '../page/page-data.js';
import { type ProjectOptions, project } from './project.js';

/** Neighbours that the map shows for each word. */
const nearest = 5;

/** How many words the wider neighbours come from; vectors of rarer words are noisy. */
export const frequent = 2000;

/** The most frequent words with their place on the map, and their neighbours there and beyond. */
export async function buildMap(
  vectors: KeyedVectors,
  partOf: ReadonlyMap<string, PartOfSpeech>,
  { words: most = 500, ...options }: ProjectOptions & { readonly words?: number } = {},
): Promise<MapWord[]> {
  // Trained tables have the most frequent words first.
  const words = Array.from({ length: Math.min(most, vectors.size) }, (_, row) =>
    vectors.itemAt(row),
  );
  const points = await project(vectors.subset(words), options);
  const onMap = await vectors.nearestBatch(words, { topK: nearest, restrict: words.length });
  const wider = await vectors.nearestBatch(words, { topK: nearest, restrict: frequent });
  return words.map((word, row) => ({
    word,
    count: vectors.counts?.[row] ?? 0,
    part: partsOfSpeech.indexOf(partOf.get(word) ?? 'function word'),
    at: [round(points[row]![0]), round(points[row]![1])],
    near: onMap[row]!.map(({ item, score }) => [vectors.rowOf(item), round(score)]),
    wider: wider[row]!.map(({ item }) => item),
  }));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
