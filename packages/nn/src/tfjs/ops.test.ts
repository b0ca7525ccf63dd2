import { createRandom, type Random, UnsupportedError } from '@tovec/core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TensorData } from '../network/tensor-data.js';
import { type Engine, openEngine } from './engine.js';
import { Tape } from './tape.js';
import { dataOf, tensorOf } from './tensors.js';
import { type OpCase, opCases, operandsOf } from './testing/op-cases.js';
import { tfjsOps, untracked } from './tfjs-ops.js';

/** How far a step goes for finite differences. */
const step = 0.01;

const training = {
  random: createRandom(1),
  note() {},
  isFrozen: () => false,
};

test('every operation has a case', async () => {
  const engine = await openEngine('cpu');
  const {
    training: _,
    shapeOf: __,
    ...ops
  } = tfjsOps({
    ...{ engine, tape: new Tape(engine.tf), training: undefined },
  });
  const cases = Object.keys(opCases).join(' ');
  expect(Object.keys(ops).filter((name) => !new RegExp(`\\b${name}\\b`).test(cases))).toEqual([]);
});

describe.each([
  ['wasm', undefined],
  ['wasm', training],
  ['cpu', undefined],
] as const)('on the engine %s, training %o,', (name, mode) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(name);
  });

  test('more axes than the backend can do are refused, not computed wrong', () => {
    engine.use();
    engine.tf.tidy(() => {
      const ops = tfjsOps({ engine, tape: new Tape(engine.tf), training: mode });
      const deep = ops.constant([1, 2], [1, 1, 1, 1, 1, 1, 2]);
      expect(() => ops.add(deep, ops.constant(1))).toThrow(UnsupportedError);
    });
  });

  test('dropout leaves the mean, and drops only in training', () => {
    engine.use();
    engine.tf.tidy(() => {
      const ops = tfjsOps({ engine, tape: new Tape(engine.tf), training: mode });
      const ones = ops.constant(new Float32Array(10_000).fill(1));
      const { data } = dataOf(engine, ops.dropout(ones, 0.2));
      const kept = (data as Float32Array).filter((value) => value !== 0);
      expect(new Set(kept)).toEqual(new Set([mode === undefined ? 1 : 1.25]));
      expect(kept.length / 10_000).toBeCloseTo(mode === undefined ? 1 : 0.8, 1);
    });
  });

  test.each(Object.keys(opCases))('the gradients of %s are its differences', (op) => {
    engine.use();
    const before = engine.tf.memory().numTensors;
    fc.assert(
      fc.property(opCases[op]!, fc.nat(1000), (opCase, seed) => {
        const operands = operandsOf(opCase, seed);
        const random = createRandom(seed, 1);
        const { y, gradients } = differentiate(engine, mode, opCase, operands, random);
        const change = operands.map(({ data }) =>
          Float64Array.from({ length: data.length }, () => random.float() - 0.5),
        );
        for (const [at, direction] of change.entries()) {
          if (gradients[at] === undefined) continue;
          const moved = (sign: number) => {
            const data = Float32Array.from(
              direction,
              (by, i) => (operands[at]!.data[i]! as number) + sign * step * by,
            );
            const others = operands.with(at, { ...operands[at]!, data });
            return y(others);
          };
          const expected = (moved(1) - moved(-1)) / (2 * step);
          const found = dot(gradients[at], direction);
          const scale = 1 + norm(gradients[at]) * norm(direction);
          expect(Math.abs(found - expected) / scale, `operand ${at}`).toBeLessThan(2e-3);
        }
      }),
      { numRuns: 25 },
    );
    expect(engine.tf.memory().numTensors).toBe(before);
  });
});

/** The gradients of a weighted sum of the results, and that sum itself. */
function differentiate(
  engine: Engine,
  mode: typeof training | undefined,
  opCase: OpCase,
  operands: readonly TensorData[],
  random: Random,
) {
  const { tf } = engine;
  const run = (given: readonly TensorData[], tape: Tape) => {
    const values = given.map((operand, at) => {
      const isIds = opCase.ids?.[at] !== undefined;
      const tracked = !isIds && !opCase.fixed?.includes(at);
      const tensor = tensorOf(engine, operand);
      return { ...untracked(tensor), tracked };
    });
    // The same numbers are dropped each time.
    const training = mode && { ...mode, random: createRandom(1) };
    const ops = tfjsOps({ engine, tape, training });
    return { ops, values, y: opCase.build(ops, ...values) };
  };
  let factors = new Float32Array();
  const gradients = tf.tidy(() => {
    const tape = new Tape(tf);
    const { ops, values, y } = run(operands, tape);
    factors = Float32Array.from({ length: y.tensor.size }, () => random.float() + 0.5);
    const shape = ops.shapeOf(y) as number[];
    const sum = ops.sum(ops.multiply(y, ops.constant(factors, shape)));
    const tensors = tape.gradients(sum, values);
    return values.map((value, at) => {
      return value.tracked ? (tensors[at]!.dataSync().slice() as Float32Array) : undefined;
    });
  });
  const y = (given: readonly TensorData[]) =>
    tf.tidy(() => dot(dataOf(engine, run(given, new Tape(tf)).y).data as Float32Array, factors));
  return { y, gradients };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}
