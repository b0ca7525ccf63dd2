import { check, checkEncoder, describeValue, type Encoder, InvalidInputError } from '@tovec/core';
import { type Baseline, baselines } from '../probe/bag-of-words.js';
import { countClasses, type Labelling } from '../probe/labelling.js';

/** Refuses rivals that are no encoders. */
export function checkRivals<Input>(
  rivals: Readonly<Record<string, Encoder<Input>>> = {},
): Readonly<Record<string, Encoder<Input>>> {
  if (typeof rivals !== 'object' || rivals === null || Array.isArray(rivals)) {
    throw new InvalidInputError(
      `rivals must be an object of encoders by name, but was ${describeValue(rivals)}.`,
      { argument: 'rivals', given: rivals },
    );
  }
  for (const encoder of Object.values(rivals)) checkEncoder(encoder);
  return rivals;
}

/**
 * The bags of words to hold against encoders: both, unless told otherwise, where items are texts. Of
 * single words, or of the names of nodes, no bag says anything about another.
 */
export function baselinesFor(
  inputs: readonly unknown[],
  given: readonly Baseline[] | undefined,
): readonly Baseline[] {
  const other = inputs.findIndex((input) => typeof input !== 'string');
  if (given === undefined) {
    const isText = other < 0 && inputs.some((input) => /\S\s+\S/.test(input as string));
    return isText ? baselines : [];
  }
  if (!Array.isArray(given)) {
    throw new InvalidInputError(
      `baselines must be a list of 'one-hot' and 'tf-idf', but was ${describeValue(given)}.`,
      { argument: 'baselines', given },
    );
  }
  for (const kind of given as readonly Baseline[]) check.oneOf('baselines', kind, baselines);
  if (other < 0 || given.length === 0) return [...new Set<Baseline>(given)];
  throw new InvalidInputError(
    `Bags of words are made of texts, but item ${other} is ${describeValue(inputs[other])}; leave out baselines.`,
    { argument: 'baselines', given },
  );
}

/** Examples per class: those asked for, or 1, 2, 4, … as far as the smallest class goes. */
export function shotsFor(
  given: readonly number[] | undefined,
  labelling: Labelling,
  pool: Uint32Array,
): readonly number[] {
  const counts = countClasses(labelling, pool);
  const least = Math.min(...counts);
  if (given === undefined) {
    return Array.from({ length: Math.floor(Math.log2(least)) + 1 }, (_, power) => 2 ** power);
  }
  if (!Array.isArray(given) || given.length === 0) {
    throw new InvalidInputError(
      `shots must be a list of numbers of examples, but was ${describeValue(given)}.`,
      { argument: 'shots', given },
    );
  }
  const shots = [...new Set<number>(given)].sort((a, b) => a - b);
  for (const count of shots) check.integer('shots', count, { min: 1 });
  const most = shots.at(-1)!;
  if (most <= least) return shots;
  throw new InvalidInputError(
    `${most} examples per class were asked for, but the class '${labelling.classes[counts.indexOf(least)]}' has ${least} to draw from.`,
    { argument: 'shots', given },
  );
}
