import { check, createRandom, InvalidInputError } from '@tovec/core';

export interface SplitOptions {
  /**
   * The share of items to train with; default 0.5. Classes keep their shares where an item has one
   * label.
   */
  readonly trainFraction?: number | undefined;
  /** How many random splits, whose scores are averaged; default 1, and 10 where items have several labels. */
  readonly splits?: number | undefined;
  /** Cross-validation in so many folds instead, so that each item is tested once. */
  readonly folds?: number | undefined;
}

/** The same, defaults filled in, as results tell them. */
export interface SplitSettings {
  /** How items are divided: at random, in folds, or as the dataset says. */
  readonly division: 'random' | 'folds' | 'given';
  readonly trainFraction: number | null;
  readonly splits: number;
}

export const splitKeys = ['trainFraction', 'splits', 'folds'];

/** Places of items to train and to test with. */
export interface Split {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Refuses ways to divide that cannot be. */
export function checkSplitOptions(
  { trainFraction, splits, folds }: SplitOptions,
  { multiLabel, given }: { readonly multiLabel: boolean; readonly given: boolean },
): SplitSettings {
  if (trainFraction !== undefined) {
    check.number('trainFraction', trainFraction, { above: 0 });
    if (trainFraction >= 1) {
      throw new InvalidInputError(
        `trainFraction must be less than 1, so that something is left to test with, but was ${trainFraction}.`,
        { argument: 'trainFraction', given: trainFraction },
      );
    }
  }
  if (folds !== undefined) {
    check.integer('folds', folds, { min: 2 });
    if (trainFraction !== undefined || splits !== undefined) {
      throw new InvalidInputError(
        'folds divides items by itself; give either folds, or trainFraction and splits.',
        { argument: 'folds', given: folds },
      );
    }
    return { division: 'folds', trainFraction: null, splits: folds };
  }
  if (splits !== undefined) check.integer('splits', splits, { min: 1 });
  if (given && trainFraction === undefined && splits === undefined) {
    return { division: 'given', trainFraction: null, splits: 1 };
  }
  return {
    division: 'random',
    trainFraction: trainFraction ?? 0.5,
    splits: splits ?? (multiLabel ? 10 : 1),
  };
}

/** A random split; with `classes`, each class keeps its share, as nearly as can be. */
export function randomSplit(
  count: number,
  trainFraction: number,
  classes: ArrayLike<number> | undefined,
  seed: number,
  round: number,
): Split {
  const order = shuffled(count, classes, seed, round);
  const isTrain = new Uint8Array(count);
  // Laid side by side, the classes are cut at the same share: item i goes to the training part where
  // the number of those taken so far falls behind its share.
  let taken = 0;
  for (const [at, item] of order.entries()) {
    if (taken >= Math.round((at + 1) * trainFraction)) continue;
    isTrain[item] = 1;
    taken++;
  }
  return splitBy(isTrain);
}

/** The folds of a cross-validation, each tested once; with `classes`, each fold has them in their shares. */
export function foldSplits(
  count: number,
  folds: number,
  classes: ArrayLike<number> | undefined,
  seed: number,
): Split[] {
  const foldOf = new Uint32Array(count);
  for (const [at, item] of shuffled(count, classes, seed, 0).entries()) foldOf[item] = at % folds;
  return Array.from({ length: folds }, (_, fold) =>
    splitBy(Uint8Array.from(foldOf, (own) => Number(own !== fold))),
  );
}

/** Items in random order, those of a class together. */
function shuffled(
  count: number,
  classes: ArrayLike<number> | undefined,
  seed: number,
  round: number,
): Uint32Array {
  const order = createRandom(seed, round).shuffle(
    Uint32Array.from({ length: count }, (_, at) => at),
  );
  if (classes === undefined) return order;
  return order.sort((a, b) => classes[a]! - classes[b]! || 0);
}

function splitBy(isTrain: Uint8Array): Split {
  const places = (wanted: number) =>
    Uint32Array.from([...isTrain.keys()].filter((at) => isTrain[at] === wanted));
  return { train: places(1), test: places(0) };
}
