import { InvalidInputError } from '@tovec/core';
import { classesOf, countClasses, type Labelling } from '../probe/labelling.js';
import { foldSplits, randomSplit, type Split, type SplitSettings } from '../probe/splits.js';

/**
 * Divides the items used into those to train and to test with, as often as the settings say; places
 * are among all items.
 *
 * @param testFrom where the dataset's own test items begin
 * @throws InvalidInputError when there are more classes than items, or a class has too few
 */
export function divideItems(
  labelling: Labelling,
  used: Uint32Array,
  settings: SplitSettings,
  seed: number,
  testFrom: number | undefined,
): Split[] {
  checkSizes(labelling, used, settings);
  const splits = placesOf(labelling, used, settings, seed, testFrom);
  for (const split of splits) checkSplit(labelling, used, settings, split);
  return splits;
}

function placesOf(
  labelling: Labelling,
  used: Uint32Array,
  { division, splits, trainFraction }: SplitSettings,
  seed: number,
  testFrom: number | undefined,
): Split[] {
  if (division === 'given') {
    const isTest = (at: number) => testFrom !== undefined && at >= testFrom;
    return [{ train: used.filter((at) => !isTest(at)), test: used.filter(isTest) }];
  }
  const all = classesOf(labelling);
  const classes = all && Uint32Array.from(used, (at) => all[at]!);
  const found =
    division === 'folds'
      ? foldSplits(used.length, splits, classes, seed)
      : Array.from({ length: splits }, (_, round) =>
          randomSplit(used.length, trainFraction!, classes, seed, round),
        );
  return found.map(({ train, test }) => ({
    train: train.map((at) => used[at]!),
    test: test.map((at) => used[at]!),
  }));
}

function refuse(problem: string, given: number): never {
  throw new InvalidInputError(problem, { argument: 'dataset', given });
}

function checkSizes(
  labelling: Labelling,
  used: Uint32Array,
  { division, splits }: SplitSettings,
): void {
  const { classes, multiLabel } = labelling;
  if (!multiLabel && classes.length > used.length) {
    refuse(
      `There are ${classes.length} classes and only ${used.length} items with vectors; each class needs some.`,
      used.length,
    );
  }
  if (division !== 'folds') return;
  if (used.length < splits) {
    refuse(`There are ${used.length} items, too few for ${splits} folds.`, used.length);
  }
  if (multiLabel) return;
  const counts = countClasses(labelling, used);
  const least = Math.min(...counts);
  if (least >= splits) return;
  refuse(
    `The class '${classes[counts.indexOf(least)]}' has ${least} of the items with vectors, too few for ${splits} folds; ask for fewer folds, or leave the class out.`,
    least,
  );
}

function checkSplit(
  labelling: Labelling,
  used: Uint32Array,
  { division, trainFraction }: SplitSettings,
  { train, test }: Split,
): void {
  const { classes, multiLabel } = labelling;
  if (test.length === 0) {
    refuse(`Of ${used.length} items with vectors, none is left to test with.`, used.length);
  }
  const trained = countClasses(labelling, train);
  const tested = countClasses(labelling, test);
  const all = countClasses(labelling, used);
  for (const [at, name] of classes.entries()) {
    if (trained[at]! > 0) continue;
    if (division === 'given') {
      if (tested[at] === 0) continue;
      refuse(
        `There are items to test with that have the label '${name}', and none to train with; it cannot be learnt.`,
        tested[at]!,
      );
    }
    // Rare labels of many may be on one side only: DeepWalk and node2vec let it be.
    if (multiLabel) continue;
    refuse(
      all[at] === 0
        ? `No item of the class '${name}' has a vector; leave the class out, or take missing: 'zero'.`
        : `The class '${name}' has ${all[at]} of the items, of which a trainFraction of ${trainFraction} leaves none to train with.`,
      all[at]!,
    );
  }
}
