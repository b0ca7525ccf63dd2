import { describeValue, InvalidInputError } from '@tovec/core';
import { type RankLevels, rankLevels } from '../statistics/ranks.js';

/** Whether each item is positive: `true` or 1, else `false` or 0. */
export type BinaryLabels = ArrayLike<boolean | number>;

/** Items in the order of their scores, equal scores on one level, so that resamples need no sorting. */
export interface BinaryRanking extends RankLevels {
  /** The score of each level, from the lowest. */
  readonly scores: Float64Array<ArrayBuffer>;
  /** 1 for each positive item. */
  readonly positive: Uint8Array<ArrayBuffer>;
}

/** How many items there are on each level, from the lowest, and in all. */
export interface LevelCounts {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly positive: number;
  readonly negative: number;
}

/**
 * Sorts labelled items by their scores.
 *
 * @throws InvalidInputError when they are not equally many, or a label or score is none
 */
export function rankBinary(labels: BinaryLabels, scores: ArrayLike<number>): BinaryRanking {
  checkSameLength('labels', labels, 'scores', scores);
  const positive = Uint8Array.from(labels, (label, at) => {
    if (label === true || label === 1) return 1;
    if (label === false || label === 0) return 0;
    throw new InvalidInputError(
      `labels[${at}] must be true or false, or 1 or 0, but was ${describeValue(label)}.`,
      { argument: 'labels', given: label },
    );
  });
  checkNumbers('scores', scores);
  const { levels, count } = rankLevels(scores);
  const scoreOfLevel = new Float64Array(count);
  for (let at = 0; at < levels.length; at++) scoreOfLevel[levels[at]!] = scores[at]!;
  return { levels, count, scores: scoreOfLevel, positive };
}

/** Counts the items of each level, each so often as its weight says, or once. */
export function countLevels(
  { levels, count, positive }: BinaryRanking,
  weights?: ArrayLike<number>,
): LevelCounts {
  const positives = new Float64Array(count);
  const negatives = new Float64Array(count);
  let [ofPositive, ofNegative] = [0, 0];
  for (let at = 0; at < levels.length; at++) {
    const weight = weights?.[at] ?? 1;
    if (positive[at] === 1) {
      positives[levels[at]!]! += weight;
      ofPositive += weight;
    } else {
      negatives[levels[at]!]! += weight;
      ofNegative += weight;
    }
  }
  return { positives, negatives, positive: ofPositive, negative: ofNegative };
}

/** @throws InvalidInputError naming both lists when they are not equally long */
export function checkSameLength(
  name: string,
  values: ArrayLike<unknown>,
  otherName: string,
  others: ArrayLike<unknown>,
): void {
  if (values.length === others.length) return;
  throw new InvalidInputError(
    `There are ${values.length} ${name} and ${others.length} ${otherName}; each item has one of both.`,
    { argument: name, given: values.length },
  );
}

/** @throws InvalidInputError naming the first value that is no finite number, or is too small */
export function checkNumbers(name: string, values: ArrayLike<number>, min = -Infinity): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (Number.isFinite(value) && value >= min) continue;
    const bound = min === -Infinity ? '' : ` of at least ${min}`;
    throw new InvalidInputError(
      `${name}[${at}] must be a finite number${bound}, but was ${describeValue(value)}.`,
      { argument: name, given: value },
    );
  }
}
