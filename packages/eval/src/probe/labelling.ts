import { describeValue, InvalidInputError } from '@tovec/core';
import { sortLabels } from '../metrics/classes.js';

/** The labels of some items, as places among all classes. */
export interface Labelling {
  readonly classes: readonly string[];
  /** The classes of each item, in order. */
  readonly lists: readonly Uint32Array[];
  readonly multiLabel: boolean;
}

/**
 * Puts labels in places of one list.
 *
 * @throws InvalidInputError when there are no items, an item has no label, or several where it must
 *   have one, or all have the same
 */
export function labellingOf(
  labels: readonly (readonly string[])[],
  multiLabel = labels.some((list) => list.length > 1),
): Labelling {
  const given = { argument: 'dataset', given: labels.length };
  if (labels.length === 0) {
    throw new InvalidInputError('The dataset has no items; some with labels were expected.', given);
  }
  for (const [at, list] of labels.entries()) {
    if (list.length === 0) {
      throw new InvalidInputError(`Item ${at} has no label; each must have one.`, given);
    }
    if (list.length === 1 || multiLabel) continue;
    throw new InvalidInputError(
      `Item ${at} has ${list.length} labels (${list.join(', ')}), and one was expected; set multiLabel where several hold.`,
      given,
    );
  }
  const classes = inOrder(labels.flat());
  if (classes.length === 1) {
    throw new InvalidInputError(
      `All items have the label ${describeValue(classes[0])}; two are needed at least, or there is nothing to tell apart.`,
      given,
    );
  }
  const places = new Map(classes.map((label, at) => [label, at]));
  const lists = labels.map((list) =>
    Uint32Array.from(new Set(list), (label) => places.get(label)!).sort(),
  );
  return { classes, lists, multiLabel };
}

/** Each label once; where all are whole numbers, as they are counted. */
function inOrder(labels: readonly string[]): string[] {
  const sorted = sortLabels(labels);
  const isCounted = sorted.every((label) => /^\d{1,15}$/.test(label));
  return isCounted ? sorted.sort((a, b) => Number(a) - Number(b)) : sorted;
}

/** The class of each item where it has one only; undefined where it can have several. */
export function classesOf({ lists, multiLabel }: Labelling): Uint32Array | undefined {
  return multiLabel ? undefined : Uint32Array.from(lists, (list) => list[0]!);
}

/** How many of some items each class has. */
export function countClasses({ classes, lists }: Labelling, items: Iterable<number>): Uint32Array {
  const counts = new Uint32Array(classes.length);
  for (const item of items) for (const label of lists[item]!) counts[label]!++;
  return counts;
}
