import { InvalidInputError } from '@tovec/core';

/** What an item is: a name or a number. */
export type Label = string | number;

/** The places of labels among all there are. */
export interface Classes {
  /** Sorted: numbers by size, names as their characters are. */
  readonly labels: readonly Label[];
  readonly expected: Uint32Array;
  readonly predicted: Uint32Array;
}

/** Puts true and predicted labels in places of one list. */
export function placeLabels(expected: readonly Label[], predicted: readonly Label[]): Classes {
  const given = { argument: 'predicted', given: predicted.length };
  if (expected.length !== predicted.length) {
    throw new InvalidInputError(
      `There are ${expected.length} true labels and ${predicted.length} predicted ones; each item has one of both.`,
      given,
    );
  }
  if (expected.length === 0) {
    throw new InvalidInputError('There are no labels to score; give one of each item.', given);
  }
  const labels = sortLabels([...expected, ...predicted]);
  const places = new Map(labels.map((label, at) => [label, at]));
  const place = (label: Label) => places.get(label)!;
  return {
    labels,
    expected: Uint32Array.from(expected, place),
    predicted: Uint32Array.from(predicted, place),
  };
}

/** Each label once, in order: numbers by size, names as their characters are. */
export function sortLabels<T extends Label>(labels: Iterable<T>): T[] {
  return [...new Set(labels)].sort(byLabel);
}

function byLabel(a: Label, b: Label): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [first, second] = [String(a), String(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}
