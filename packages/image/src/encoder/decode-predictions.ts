import { check, type Embeddings, InvalidInputError } from '@tovec/core';

/** A class that a picture may belong to. */
export interface Prediction {
  readonly label: string;
  /** Which class it is. */
  readonly index: number;
  /** From 0 to 1; those of all classes sum to 1. */
  readonly probability: number;
}

export interface DecodePredictionsOptions {
  /** The name of each class. */
  readonly labels: readonly string[];
  /** How many classes to give; default 5. */
  readonly topK?: number | undefined;
}

/**
 * The likeliest classes of each picture, from the vectors of a network's last layer: Keras's
 * `decode_predictions`. A row of numbers from 0 to 1 that sum to 1 holds probabilities already, as Keras's
 * `predictions` do; any other holds logits, and goes through a softmax.
 *
 * @throws InvalidInputError where there is not one label for each dimension
 *
 * @example
 * ```ts
 * import { embeddingsFrom } from '@tovec/core';
 * import { decodePredictions } from '@tovec/image';
 *
 * const logits = embeddingsFrom(Float32Array.of(0, 3, 1), 3);
 * const [best] = decodePredictions(logits, { labels: ['cat', 'dog', 'hot dog'], topK: 1 });
 * console.log(best?.[0]?.label, best?.[0]?.probability.toFixed(2)); // dog 0.84
 * ```
 */
export function decodePredictions(
  embeddings: Embeddings,
  options: DecodePredictionsOptions,
): Prediction[][] {
  check.knownKeys('DecodePredictionsOptions', options, ['labels', 'topK']);
  const { labels, topK = 5 } = options;
  check.integer('topK', topK, { min: 1 });
  if (labels.length !== embeddings.dimensions) {
    throw new InvalidInputError(
      `There must be a label for each of the ${embeddings.dimensions} classes, but there are ${labels.length}.`,
      { argument: 'labels', given: labels },
    );
  }
  return Array.from(embeddings, (row) => {
    const probabilities = isDistribution(row) ? row : softmax(row);
    return Array.from(probabilities.keys())
      .sort((a, b) => probabilities[b]! - probabilities[a]!)
      .slice(0, topK)
      .map((index) => ({ label: labels[index]!, index, probability: probabilities[index]! }));
  });
}

function isDistribution(row: Float32Array): boolean {
  const sum = row.reduce((total, value) => total + value, 0);
  return Math.abs(sum - 1) < 1e-3 && row.every((value) => value >= 0);
}

function softmax(row: Float32Array): Float64Array {
  const largest = row.reduce((most, value) => Math.max(most, value), -Infinity);
  const powers = Float64Array.from(row, (value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
