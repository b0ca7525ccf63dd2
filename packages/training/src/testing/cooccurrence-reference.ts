// The same counts as the kernel's, spelt out: for this package's own tests.
import type { CooccurrenceSettings } from '../cooccurrence/settings.js';

/** Counts of ordered pairs, by row and column, of sentences whose unknown words have been left out. */
export function referenceCounts(
  sentences: readonly (readonly number[])[],
  { window, symmetric, distanceWeighting }: CooccurrenceSettings,
): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (row: number, column: number, value: number) => {
    const key = `${row} ${column}`;
    counts.set(key, (counts.get(key) ?? 0) + value);
  };
  for (const sentence of sentences) {
    sentence.forEach((column, at) => {
      for (let distance = 1; distance <= window && distance <= at; distance++) {
        const row = sentence[at - distance]!;
        const value = distanceWeighting ? 1 / distance : 1;
        add(row, column, value);
        if (symmetric) add(column, row, value);
      }
    });
  }
  return counts;
}
