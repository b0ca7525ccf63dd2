import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { adamW } from './adam-w.js';
import { clipGradients, gradientNorm } from './clip-gradients.js';
import type { Optimizer } from './optimizer.js';
import { sgd } from './sgd.js';

/** Where three steps lead from [1, −2]. */
function walk(optimizer: Optimizer): Float32Array {
  const weight = Float32Array.of(1, -2);
  const state = Array.from({ length: optimizer.stateArrays }, () => new Float32Array(2));
  const gradients = [
    [0.1, -0.2],
    [0.3, 0.4],
    [-0.5, 0.05],
  ];
  for (const [at, gradient] of gradients.entries()) {
    const move = { state, step: at + 1, learningRate: optimizer.rateAt(at, 3), decays: true };
    optimizer.update(weight, Float32Array.from(gradient), move);
  }
  return weight;
}

function expectClose(found: Float32Array, expected: readonly number[]) {
  expect(found).toHaveLength(expected.length);
  for (const [at, value] of found.entries()) expect(value).toBeCloseTo(expected[at]!, 6);
}

describe('an optimiser goes where PyTorch 1.13 goes', () => {
  test('by SGD with momentum and weight decay', () => {
    // torch.optim.SGD(lr=0.1, momentum=0.9, weight_decay=0.01)
    const optimizer = sgd({ learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 });
    expectClose(walk(optimizer), [0.9603627920150757, -2.0156257152557373]);
  });

  test("by SGD with Nesterov's momentum", () => {
    // torch.optim.SGD(lr=0.1, momentum=0.9, nesterov=True)
    const optimizer = sgd({ learningRate: 0.1, nesterov: true });
    expectClose(walk(optimizer), [0.9793099761009216, -2.0491199493408203]);
  });

  test('by AdamW', () => {
    // torch.optim.AdamW(lr=0.01, weight_decay=0.1)
    const optimizer = adamW({ learningRate: 0.01, weightDecay: 0.1 });
    expectClose(walk(optimizer), [0.9794635772705078, -1.991206169128418]);
  });
});

describe('a learning rate', () => {
  const rates = (optimizer: Optimizer, steps: number) =>
    Array.from({ length: steps }, (_, step) => Number(optimizer.rateAt(step, steps).toFixed(4)));

  test('rises evenly, then falls in a line', () => {
    const optimizer = adamW({ learningRate: 1, warmupSteps: 2, decay: 'linear' });
    expect(rates(optimizer, 6)).toEqual([0.5, 1, 1, 0.75, 0.5, 0.25]);
  });

  test('falls along a cosine', () => {
    expect(rates(sgd({ learningRate: 1, decay: 'cosine' }), 4)).toEqual([1, 0.8536, 0.5, 0.1464]);
  });

  test('stays, unless told otherwise', () => {
    expect(rates(sgd({ learningRate: 0.5 }), 3)).toEqual([0.5, 0.5, 0.5]);
  });
});

describe('weight decay', () => {
  test('spares biases and scales', () => {
    expect(adamW().decays('fc.weight', [3, 4])).toBe(true);
    expect(adamW().decays('fc.bias', [3])).toBe(false);
  });

  test('spares what patterns name', () => {
    const optimizer = adamW({ noDecay: ['embedding.*'] });
    expect(optimizer.decays('embedding.weight', [9, 4])).toBe(false);
    expect(optimizer.decays('fc.bias', [3])).toBe(true);
  });
});

test('gradients are shortened together, and only when they are too long', () => {
  const gradients = [Float32Array.of(3, 0), Float32Array.of(4)];
  expect(gradientNorm(gradients)).toBe(5);
  clipGradients(gradients, 5, 10);
  expect(gradients).toEqual([Float32Array.of(3, 0), Float32Array.of(4)]);
  clipGradients(gradients, 5, 1);
  expectClose(gradients[0]!, [0.6, 0]);
  expectClose(gradients[1]!, [0.8]);
});

test('options that make no sense are refused', () => {
  expect(() => adamW({ learningRate: 0 })).toThrow(InvalidInputError);
  expect(() => sgd({ momentum: 2 })).toThrow('momentum');
  expect(() => sgd({ beta1: 0.9 } as object)).toThrow("no option 'beta1'");
});
