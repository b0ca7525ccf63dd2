import { InvalidInputError } from '@tovec/core';
import { type Label, placeLabels, sortLabels } from './classes.js';

/** How well one class is found. Where nothing was predicted or there, a share of nothing counts as 0. */
export interface ClassScore {
  /** Right ones of those predicted. */
  readonly precision: number;
  /** Right ones of those there. */
  readonly recall: number;
  readonly f1: number;
  /** How many are there. */
  readonly support: number;
}

/** F1 scores of classes taken together. */
export interface F1Scores {
  /** The mean of the classes'. */
  readonly macroF1: number;
  /** That of all predictions taken together. */
  readonly microF1: number;
  /** The mean of the classes', each as often as it is there. */
  readonly weightedF1: number;
}

/** How often each class was predicted, is there, and both. */
export interface ClassCounts {
  readonly right: Float64Array;
  readonly predicted: Float64Array;
  readonly expected: Float64Array;
}

export function emptyCounts(classes: number): ClassCounts {
  const zeros = () => new Float64Array(classes);
  return { right: zeros(), predicted: zeros(), expected: zeros() };
}

/** How well each class is found. */
export function classScoresOf({ right, predicted, expected }: ClassCounts): ClassScore[] {
  return Array.from(right, (hits, at) => ({
    precision: share(hits, predicted[at]!),
    recall: share(hits, expected[at]!),
    f1: share(2 * hits, predicted[at]! + expected[at]!),
    support: expected[at]!,
  }));
}

/** Of the classes that are there or were predicted. */
export function f1ScoresOf({ right, predicted, expected }: ClassCounts): F1Scores {
  let [sum, weighted, classes] = [0, 0, 0];
  let [hits, all, support] = [0, 0, 0];
  for (let at = 0; at < right.length; at++) {
    const both = predicted[at]! + expected[at]!;
    if (both === 0) continue;
    const f1 = share(2 * right[at]!, both);
    classes++;
    sum += f1;
    weighted += f1 * expected[at]!;
    hits += right[at]!;
    all += both;
    support += expected[at]!;
  }
  return {
    macroF1: share(sum, classes),
    microF1: share(2 * hits, all),
    weightedF1: share(weighted, support),
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** Scores of predicted labels, one an item. */
export interface ClassificationScores extends F1Scores {
  readonly accuracy: number;
  /** In the order of the labels: numbers by size, names as their characters are. */
  readonly classes: readonly (ClassScore & { readonly label: Label })[];
  /** `confusion[true][predicted]`, in the same order. */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Accuracy, F1, and precision and recall of each class, as scikit-learn's `accuracy_score`,
 * `precision_recall_fscore_support` and `confusion_matrix` compute them.
 *
 * @throws InvalidInputError when labels are none, or not equally many
 * @example
 * ```ts
 * import { classificationScores } from '@tovec/eval';
 *
 * const scores = classificationScores(['a', 'a', 'b', 'b'], ['a', 'b', 'b', 'b']);
 * console.log(scores.accuracy, scores.macroF1.toFixed(3), scores.confusion);
 * // 0.75 0.733 [ [ 1, 1 ], [ 0, 2 ] ]
 * ```
 */
export function classificationScores(
  expected: readonly Label[],
  predicted: readonly Label[],
): ClassificationScores {
  const placed = placeLabels(expected, predicted);
  const { labels } = placed;
  const counts = emptyCounts(labels.length);
  const confusion = labels.map(() => labels.map(() => 0));
  for (const [at, own] of placed.expected.entries()) {
    const said = placed.predicted[at]!;
    counts.expected[own]!++;
    counts.predicted[said]!++;
    confusion[own]![said]!++;
    if (own === said) counts.right[own]!++;
  }
  const right = counts.right.reduce((sum, count) => sum + count, 0);
  return {
    accuracy: right / expected.length,
    ...f1ScoresOf(counts),
    classes: classScoresOf(counts).map((score, at) => ({ label: labels[at]!, ...score })),
    confusion,
  };
}

/** Scores of predicted sets of labels. */
export interface MultiLabelScores extends F1Scores {
  /** The share of items whose labels are all right, and no other is among them. */
  readonly accuracy: number;
  readonly classes: readonly (ClassScore & { readonly label: Label })[];
}

/**
 * The same where an item can have several labels, or none.
 *
 * @throws InvalidInputError when there are no items, or not equally many of both
 * @example
 * ```ts
 * import { multiLabelScores } from '@tovec/eval';
 *
 * const { microF1, accuracy } = multiLabelScores([['a'], ['a', 'b']], [['a'], ['b', 'c']]);
 * console.log(microF1.toFixed(3), accuracy); // 0.667 0.5
 * ```
 */
export function multiLabelScores(
  expected: readonly (readonly Label[])[],
  predicted: readonly (readonly Label[])[],
): MultiLabelScores {
  if (expected.length !== predicted.length || expected.length === 0) {
    throw new InvalidInputError(
      `There are ${expected.length} items with true labels and ${predicted.length} with predicted ones; equally many were expected, one at least.`,
      { argument: 'predicted', given: predicted.length },
    );
  }
  const labels = sortLabels([...expected.flat(), ...predicted.flat()]);
  const places = new Map(labels.map((label, at) => [label, at]));
  const counts = emptyCounts(labels.length);
  let whole = 0;
  for (const [at, list] of expected.entries()) {
    const own = new Set(list);
    const said = new Set(predicted[at]);
    for (const label of own) counts.expected[places.get(label)!]!++;
    let hits = 0;
    for (const label of said) {
      counts.predicted[places.get(label)!]!++;
      if (!own.has(label)) continue;
      counts.right[places.get(label)!]!++;
      hits++;
    }
    if (hits === own.size && hits === said.size) whole++;
  }
  return {
    accuracy: whole / expected.length,
    ...f1ScoresOf(counts),
    classes: classScoresOf(counts).map((score, at) => ({ label: labels[at]!, ...score })),
  };
}
