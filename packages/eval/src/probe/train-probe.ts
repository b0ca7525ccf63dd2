import { check, describeValue, type Embeddings, InvalidInputError } from '@tovec/core';
import { pacer } from '../statistics/pause.js';
import { DenseFeatures } from './features.js';
import { fitProbe } from './fit-probe.js';
import { labellingOf } from './labelling.js';
import { likeliest } from './predict.js';
import { checkProbeOptions, type ProbeOptions, probeKeys, probeKinds } from './probe-options.js';

/** Vectors to train or ask a probe with: what `encode` gives, or plain rows of numbers. */
export type ProbeVectors = Embeddings | readonly ArrayLike<number>[];

export interface TrainProbeOptions extends ProbeOptions {
  /** Of the folds that c is chosen with; default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A classifier of vectors. */
export interface TrainedProbe {
  /** All labels, sorted. */
  readonly classes: readonly string[];
  /** The regularisation it was trained with, given or chosen; null for kNN. */
  readonly c: number | null;
  /** Whether its optimum was reached. */
  readonly converged: boolean;
  /** The likelihood of each class for each vector; where several hold, of each by itself. */
  probabilities(vectors: ProbeVectors): Promise<number[][]>;
  /** The likeliest class of each vector. */
  predict(vectors: ProbeVectors): Promise<string[]>;
}

/**
 * Trains a classifier on vectors, as {@link classification} does: logistic regression with L2
 * regularisation by L-BFGS, multinomial or one for each class, or the nearest neighbours.
 *
 * @param labels the label of each vector, or its labels where several hold
 * @throws InvalidInputError for options that cannot be, when vectors and labels do not fit each other,
 *   when a number is NaN or infinite (it says in which row), or all labels are the same
 * @example
 * ```ts
 * import { trainProbe } from '@tovec/eval';
 *
 * const vectors = [[0, 1], [1, 2], [5, 3], [6, 5]];
 * const probe = await trainProbe(vectors, ['low', 'low', 'high', 'high'], { c: 10 });
 * console.log(probe.classes, await probe.predict([[0, 0], [7, 4]]));
 * // [ 'high', 'low' ] [ 'low', 'high' ]
 * ```
 */
export async function trainProbe(
  vectors: ProbeVectors,
  labels: readonly (string | readonly string[])[],
  options: TrainProbeOptions = {},
): Promise<TrainedProbe> {
  check.knownKeys('TrainProbeOptions', options, [...probeKeys, 'seed', 'signal']);
  const { seed = 1, signal } = options;
  check.integer('seed', seed);
  const settings = checkProbeOptions(options);
  const features = featuresOf(vectors);
  if (!Array.isArray(labels) || labels.length !== features.rows) {
    throw new InvalidInputError(
      `There are ${features.rows} vectors, so a list of ${features.rows} labels was expected, but labels was ${describeValue(labels)}.`,
      { argument: 'labels', given: labels },
    );
  }
  const labelling = labellingOf(labels.map((own) => (typeof own === 'string' ? [own] : own)));
  const { classes, multiLabel } = labelling;
  const { probe: kind = multiLabel ? 'one-vs-rest' : 'logistic' } = options;
  check.oneOf('probe', kind, multiLabel ? probeKinds.slice(1) : probeKinds);
  const { c, converged, ...probe } = await fitProbe(features, labelling, placesOf(features), {
    ...{ kind, settings, seed, pauseIfDue: pacer(signal) },
  });
  const ask = async (asked: ProbeVectors) => {
    const own = featuresOf(asked, features.dimensions);
    return { rows: own.rows, scores: await probe.scores(placesOf(own), own) };
  };
  return {
    ...{ classes, c, converged },
    async probabilities(asked) {
      const { rows, scores } = await ask(asked);
      return Array.from({ length: rows }, (_, row) =>
        classes.map((_label, at) => scores[at * rows + row]!),
      );
    },
    async predict(asked) {
      const { rows, scores } = await ask(asked);
      const lists = Array.from({ length: rows }, () => new Uint32Array(1));
      const all = Uint32Array.from(lists, (_, at) => at);
      const found = likeliest(scores, { ...labelling, lists }, all);
      return found.map(([best]) => classes[best!]!);
    },
  };
}

function placesOf({ rows }: DenseFeatures): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, at) => at);
}

/** @throws InvalidInputError for rows of different lengths, or numbers that are not finite */
function featuresOf(vectors: ProbeVectors, dimensions?: number): DenseFeatures {
  const rows: readonly ArrayLike<number>[] = Array.isArray(vectors) ? vectors : [...vectors];
  const given = { argument: 'vectors', given: vectors };
  if (rows.length === 0) {
    throw new InvalidInputError('There are no vectors; one was expected at least.', given);
  }
  const width = dimensions ?? rows[0]!.length;
  const values = new Float32Array(rows.length * width);
  for (const [row, vector] of rows.entries()) {
    if (vector.length !== width || width === 0) {
      throw new InvalidInputError(
        `Vector ${row} has ${vector.length} numbers; ${width || 'some'} were expected.`,
        given,
      );
    }
    values.set(vector, row * width);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return new DenseFeatures(values, rows.length, width);
  throw new InvalidInputError(
    `Vector ${Math.floor(bad / width)} has ${values[bad]} at place ${bad % width}; finite numbers were expected.`,
    given,
  );
}
