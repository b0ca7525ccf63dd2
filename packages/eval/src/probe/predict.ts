import type { Labelling } from './labelling.js';

/**
 * The likeliest classes of each row, as many as it has: one, or however many labels it is known to
 * have. Of equally likely ones the first.
 */
export function likeliest(
  scores: Float64Array,
  { classes, lists }: Labelling,
  rows: Uint32Array,
): Uint32Array[] {
  const order = Uint32Array.from(classes, (_, label) => label);
  return Array.from(rows, (row, at) => {
    const scoreOf = (label: number) => scores[label * rows.length + at]!;
    const wanted = lists[row]!.length;
    if (wanted > 1) {
      return order
        .slice()
        .sort((a, b) => scoreOf(b) - scoreOf(a) || a - b)
        .slice(0, wanted)
        .sort();
    }
    return Uint32Array.of(
      order.reduce((best, label) => (scoreOf(label) > scoreOf(best) ? label : best)),
    );
  });
}

/** Labels found, of all those of the rows: micro-averaged F1, and with one label a row the accuracy. */
export function shareFound(
  predicted: readonly Uint32Array[],
  { lists }: Labelling,
  rows: Uint32Array,
): number {
  let [found, all] = [0, 0];
  for (const [at, row] of rows.entries()) {
    found += hitsOf(predicted[at]!, lists[row]!);
    all += lists[row]!.length;
  }
  return found / all;
}

/** How many of two lists of classes are the same. */
export function hitsOf(predicted: Uint32Array, expected: Uint32Array): number {
  return predicted.reduce((hits, label) => hits + Number(expected.includes(label)), 0);
}
