import { createRandom } from '@tovec/core';
import type { Features } from '../probe/features.js';
import { fitProbe } from '../probe/fit-probe.js';
import type { Labelling } from '../probe/labelling.js';
import { likeliest } from '../probe/predict.js';
import { type ProbeSettings, probeDefaults } from '../probe/probe-options.js';
import type { PauseIfDue } from '../statistics/pause.js';
import { scorerOf } from './classification-scores.js';

/** What all classifiers of a transfer have in common. */
export interface Lesson {
  readonly labelling: Labelling;
  readonly test: Uint32Array;
  readonly settings: Pick<ProbeSettings, 'c' | 'standardize' | 'tolerance' | 'iterations'>;
  readonly seed: number;
  readonly pauseIfDue: PauseIfDue;
}

/** So many examples of each class, drawn at random: the first ones of a draw are always the same. */
export function drawExamples(
  { classes, lists }: Labelling,
  pool: Uint32Array,
  count: number,
  seed: number,
  draw: number,
): Uint32Array {
  const order = createRandom(seed, draw).shuffle(pool.slice());
  const left = classes.map(() => count);
  return order.filter((item) => left[lists[item]![0]!]!-- > 0);
}

/** Trains a classifier on some examples, and asks it about all items to test with. */
export async function learn(features: Features, examples: Uint32Array, lesson: Lesson) {
  const { labelling, test, settings, seed, pauseIfDue } = lesson;
  const { converged, ...probe } = await fitProbe(features, labelling, examples, {
    ...{ kind: 'logistic', settings: { ...probeDefaults, ...settings }, seed, pauseIfDue },
  });
  const scores = await probe.scores(test);
  const predicted = likeliest(scores, labelling, test);
  const { accuracy, macroF1 } = scorerOf({ test, predicted, scores }, labelling)()!;
  const right = test.filter((item, at) => predicted[at]![0] === labelling.lists[item]![0]);
  return { accuracy, macroF1, right, converged };
}
