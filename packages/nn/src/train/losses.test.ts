import { InvalidInputError } from '@tovec/core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TensorData } from '../network/tensor-data.js';
import { type Engine, openEngine } from '../tfjs/engine.js';
import { Tape } from '../tfjs/tape.js';
import { tensorOf } from '../tfjs/tensors.js';
import { tfjsOps, untracked } from '../tfjs/tfjs-ops.js';
import { binaryCrossEntropy } from './binary-cross-entropy.js';
import type { Loss } from './loss.js';
import { meanSquaredError } from './mean-squared-error.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm');
});

/** A loss and its gradient. */
function measure(loss: Loss, output: TensorData, target: TensorData, name: string) {
  const { tf } = engine;
  engine.use();
  let value = 0;
  let gradient = new Float32Array();
  tf.tidy(() => {
    const tape = new Tape(tf);
    const ops = tfjsOps({ engine, tape, training: undefined });
    const given = { ...untracked(tensorOf(engine, output)), tracked: true };
    const known = untracked(tensorOf(engine, target));
    const scalar = loss(ops, { [name]: given }, { label: known, y: known });
    value = scalar.tensor.dataSync()[0]!;
    gradient = tape.gradients(scalar, [given])[0]!.dataSync<'float32'>().slice();
  });
  return { value, gradient: [...gradient] };
}

function expectClose(found: readonly number[], expected: readonly number[]) {
  expect(found).toHaveLength(expected.length);
  for (const [at, value] of found.entries()) expect(value).toBeCloseTo(expected[at]!, 6);
}

const logits = { data: Float32Array.of(1, 2, -1, 0, -3, 0.5), shape: [2, 3] };
const label = { data: Int32Array.of(1, 2), shape: [2] };

describe('softmaxCrossEntropy', () => {
  test("is PyTorch's cross_entropy, with its gradient", () => {
    const { value, gradient } = measure(softmaxCrossEntropy(), logits, label, 'logits');
    expect(value).toBeCloseTo(0.42085564136505127, 6);
    expectClose(gradient, [
      ...[0.12974824011325836, -0.14730772376060486, 0.017559515312314034],
      ...[0.18528755009174347, 0.009224924258887768, -0.1945124864578247],
    ]);
  });

  test('smooths labels as PyTorch does', () => {
    const loss = softmaxCrossEntropy({ labelSmoothing: 0.1 });
    const { value, gradient } = measure(loss, logits, label, 'logits');
    expect(value).toBeCloseTo(0.5541889667510986, 6);
    expectClose(gradient, [
      ...[0.11308157444000244, -0.11397439241409302, 0.0008928477764129639],
      ...[0.16862088441848755, -0.007441743277013302, -0.16117915511131287],
    ]);
  });

  test('takes probabilities, and labels of 64 bits', () => {
    const probabilities = { data: Float32Array.of(0, 1, 0, 0, 0, 1), shape: [2, 3] };
    const wide = { data: BigInt64Array.of(1n, 2n), shape: [2] };
    for (const target of [probabilities, wide]) {
      const { value } = measure(softmaxCrossEntropy(), logits, target, 'logits');
      expect(value).toBeCloseTo(0.42085564136505127, 6);
    }
  });

  test('refuses a label that is no class', () => {
    const strange = { data: Int32Array.of(1, 3), shape: [2] };
    const compute = () => measure(softmaxCrossEntropy(), logits, strange, 'logits');
    expect(compute).toThrow(InvalidInputError);
    expect(compute).toThrow('from 0 to 2');
  });

  test('names what is not there', () => {
    const compute = () => measure(softmaxCrossEntropy(), logits, label, 'logit');
    expect(compute).toThrow("the output 'logits', which is not there. Is it 'logit'?");
  });
});

test("binaryCrossEntropy is PyTorch's binary_cross_entropy_with_logits, also far from 0", () => {
  const odds = { data: Float32Array.of(0, 2, -30, 40), shape: [4] };
  const target = { data: Float32Array.of(1, 0, 1, 0.5), shape: [4] };
  const { value, gradient } = measure(binaryCrossEntropy(), odds, target, 'logits');
  expect(value).toBeCloseTo(13.205018997192383, 5);
  expectClose(gradient, [-0.125, 0.22019925713539124, -0.25, 0.125]);
});

test('meanSquaredError is a mean of squares, of the same shape only', () => {
  const given = { data: Float32Array.of(1, 5), shape: [2, 1] };
  const known = { data: Float32Array.of(2, 2), shape: [2, 1] };
  const { value, gradient } = measure(meanSquaredError(), given, known, 'y');
  expect([value, ...gradient]).toEqual([5, -1, 3]);
  const compute = () => measure(meanSquaredError(), given, { ...known, shape: [2] }, 'y');
  expect(compute).toThrow("The output 'y' is [2, 1], but the target 'y' is [2].");
});
