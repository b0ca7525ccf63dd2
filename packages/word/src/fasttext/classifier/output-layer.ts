import { type HuffmanTree, huffmanTree } from '@tovec/training';
import type { FastTextParts } from '../parts.js';
import { BestLabels, type ScoredLabel } from './best-labels.js';

/** What turns hidden vectors into labels: one kind for each loss. */
export interface OutputLayer {
  /** The best labels of each of some hidden vectors, which stand one after the other. */
  best(hidden: Float32Array, most: number, threshold: number): (readonly ScoredLabel[])[];
}

/** All is computed in float32, as fastText does, so that probabilities and ties are the same. */
const { fround } = Math;

/** fastText's logarithm, which is finite for 0. */
function logOf(x: number): number {
  return fround(Math.log(x + 1e-5));
}

/** What fastText prints for a score; but no probability is greater than 1. */
export function probabilityOf(score: number): number {
  return Math.min(1, fround(Math.exp(score)));
}

export function createOutputLayer({ settings, dictionary, output }: FastTextParts): OutputLayer {
  if (!output) throw new Error('a classifier has an output table');
  const { dimensions } = settings;
  const each = (
    hidden: Float32Array,
    find: (vector: Float32Array, index: number) => readonly ScoredLabel[],
  ) =>
    Array.from({ length: hidden.length / dimensions }, (_, index) =>
      find(hidden.subarray(index * dimensions, (index + 1) * dimensions), index),
    );
  switch (settings.loss) {
    case 'softmax':
      return {
        best(hidden, most, threshold) {
          const scores = output.scores(hidden);
          const labels = output.rows;
          return each(hidden, (_, index) => {
            const probabilities = scores.subarray(index * labels, (index + 1) * labels);
            softmax(probabilities);
            return bestOf(probabilities, most, threshold);
          });
        },
      };
    case 'one-vs-all':
    case 'negative-sampling': {
      const probabilities = new Float32Array(output.rows);
      return {
        best: (hidden, most, threshold) =>
          each(hidden, (vector) => {
            for (let label = 0; label < output.rows; label++) {
              probabilities[label] = sigmoid(output.dot(label, vector));
            }
            return bestOf(probabilities, most, threshold);
          }),
      };
    }
    case 'hierarchical-softmax': {
      const tree = huffmanTree(dictionary.labelCounts);
      const logit = (node: number, vector: Float32Array) => output.dot(node, vector);
      return {
        best: (hidden, most, threshold) =>
          each(hidden, (vector) => walk(tree, logit, vector, most, threshold)),
      };
    }
  }
}

/** Turns scores into probabilities, in place. */
function softmax(scores: Float32Array): void {
  let largest = scores[0]!;
  for (let at = 1; at < scores.length; at++) largest = Math.max(largest, scores[at]!);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    scores[at] = Math.exp(fround(scores[at]! - largest));
    sum = fround(sum + scores[at]!);
  }
  for (let at = 0; at < scores.length; at++) scores[at]! /= sum;
}

let sigmoids: Float32Array | undefined;

/** fastText's logistic function: a table of 512 steps from -8 to 8. */
function sigmoid(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  sigmoids ??= Float32Array.from(
    { length: 513 },
    (_, at) => 1 / (1 + fround(Math.exp(8 - at / 32))),
  );
  return sigmoids[Math.floor(fround(fround(x + 8) * 32))]!;
}

function bestOf(
  probabilities: Float32Array,
  most: number,
  threshold: number,
): readonly ScoredLabel[] {
  const best = new BestLabels(most);
  const least = fround(threshold);
  for (let label = 0; label < probabilities.length; label++) {
    const probability = probabilities[label]!;
    if (probability < least) continue;
    const score = logOf(probability);
    if (!best.isTooLow(score)) best.push(label, score);
  }
  return best.sorted();
}

/**
 * Goes down the Huffman tree, left before right, and turns back where nothing good enough can come.
 * The probability of a label is the product of those of the turns on the way to it.
 */
function walk(
  { leaves, left, right }: HuffmanTree,
  logit: (node: number, vector: Float32Array) => number,
  vector: Float32Array,
  most: number,
  threshold: number,
): readonly ScoredLabel[] {
  const best = new BestLabels(most);
  const least = logOf(fround(threshold));
  const nodes = [leaves + left.length - 1];
  const scores = [0];
  while (nodes.length > 0) {
    const node = nodes.pop()!;
    const score = scores.pop()!;
    if (score < least || best.isTooLow(score)) continue;
    if (node < leaves) {
      best.push(node, score);
      continue;
    }
    const inner = node - leaves;
    const toRight = fround(1 / fround(1 + fround(Math.exp(-logit(inner, vector)))));
    nodes.push(right[inner]!, left[inner]!);
    scores.push(fround(score + logOf(toRight)), fround(score + logOf(fround(1 - toRight))));
  }
  return best.sorted();
}
