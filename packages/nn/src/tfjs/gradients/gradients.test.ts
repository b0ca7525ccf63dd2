import type { Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '@tovec/core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Engine, openEngine } from '../engine.js';
import { averagePoolGradient } from './average-pool-gradient.js';
import { depthwiseFilterGradient } from './depthwise-filter-gradient.js';
import { depthwiseInputGradient } from './depthwise-input-gradient.js';
import { filterGradient } from './filter-gradient.js';
import { inputGradient } from './input-gradient.js';
import { matrixProduct } from './matrix-product.js';
import { maxPoolGradient } from './max-pool-gradient.js';
import { segmentSum } from './segment-sum.js';
import { sumColumns } from './sum-columns.js';

const window = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 3, max: 9 }),
    width: fc.integer({ min: 3, max: 9 }),
    channels: fc.integer({ min: 1, max: 5 }),
    outputs: fc.integer({ min: 1, max: 5 }),
    kernelHeight: fc.integer({ min: 1, max: 3 }),
    kernelWidth: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 3 }),
    seed: fc.nat(1000),
  })
  .map((sizes) => {
    const { height, width, kernelHeight, kernelWidth, stride } = sizes;
    return {
      ...sizes,
      outHeight: Math.floor((height - kernelHeight) / stride) + 1,
      outWidth: Math.floor((width - kernelWidth) / stride) + 1,
    };
  });

/** The kernels of the plain backend, which nobody here wrote, are what ours are held against. */
describe('in WebAssembly, as the plain backend has it:', () => {
  let wasm: Engine;
  let cpu: Engine;
  beforeAll(async () => {
    cpu = await openEngine('cpu');
    wasm = await openEngine('wasm');
  });

  /** Both results; `ours` runs on WebAssembly, `theirs` on the plain backend. */
  function compare(
    arrays: readonly (readonly [data: Float32Array | Int32Array, shape: readonly number[]])[],
    ours: (...tensors: Tensor[]) => Tensor,
    theirs: (...tensors: Tensor[]) => Tensor,
  ): void {
    const run = (engine: Engine, compute: (...tensors: Tensor[]) => Tensor) => {
      engine.use();
      return engine.tf.tidy(() => {
        const tensors = arrays.map(([data, shape]) => engine.tf.tensor(data, [...shape]));
        const result = compute(...tensors);
        return { shape: result.shape, values: Array.from(result.dataSync<'float32'>()) };
      });
    };
    const expected = run(cpu, theirs);
    const found = run(wasm, ours);
    expect(found.shape).toEqual(expected.shape);
    found.values.forEach((value, at) => {
      expect(value).toBeCloseTo(expected.values[at]!, 4);
    });
  }

  const floats = (seed: number, stream: number, shape: readonly number[]) => {
    const random = createRandom(seed, stream);
    const length = shape.reduce((product, axis) => product * axis, 1);
    return [Float32Array.from({ length }, () => random.normal()), shape] as const;
  };
  const kernel = (name: string, inputs: Record<string, Tensor>, attributes: object) =>
    cpu.tf.engine().runKernel(name, inputs, { ...attributes }) as Tensor;

  test('the gradient of a kernel', () => {
    fc.assert(
      fc.property(window, (sizes) => {
        const { batch, height, width, channels, outputs, stride, seed } = sizes;
        const filterShape = [sizes.kernelHeight, sizes.kernelWidth, channels, outputs];
        compare(
          [
            floats(seed, 1, [batch, height, width, channels]),
            floats(seed, 2, [batch, sizes.outHeight, sizes.outWidth, outputs]),
          ],
          (x, dy) => filterGradient(wasm, x, dy, [sizes.kernelHeight, sizes.kernelWidth], stride),
          (x, dy) =>
            kernel(
              'Conv2DBackpropFilter',
              { x, dy },
              { strides: stride, pad: 'valid', dataFormat: 'NHWC', filterShape },
            ),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('the gradient of what a kernel is applied to', () => {
    fc.assert(
      fc.property(window, (sizes) => {
        const { batch, height, width, channels, outputs, stride, seed } = sizes;
        const inputShape = [batch, height, width, channels];
        compare(
          [
            floats(seed, 1, [batch, sizes.outHeight, sizes.outWidth, outputs]),
            floats(seed, 2, [sizes.kernelHeight, sizes.kernelWidth, channels, outputs]),
          ],
          (dy, filter) => inputGradient(wasm, dy, filter, inputShape, stride),
          (dy, filter) =>
            kernel(
              'Conv2DBackpropInput',
              { dy, filter },
              { strides: stride, pad: 'valid', dataFormat: 'NHWC', inputShape },
            ),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('the gradients of depthwise convolutions', () => {
    fc.assert(
      fc.property(window, (sizes) => {
        const { batch, height, width, channels, stride, seed } = sizes;
        const multiplier = (sizes.outputs % 3) + 1;
        const inputShape = [batch, height, width, channels];
        const filterShape = [sizes.kernelHeight, sizes.kernelWidth, channels, multiplier];
        const attributes = { strides: stride, pad: 'valid', dilations: 1, inputShape, filterShape };
        const outShape = [batch, sizes.outHeight, sizes.outWidth, channels * multiplier];
        compare(
          [floats(seed, 1, inputShape), floats(seed, 2, outShape)],
          (x, dy) =>
            depthwiseFilterGradient(wasm, x, dy, [sizes.kernelHeight, sizes.kernelWidth], stride),
          (x, dy) => kernel('DepthwiseConv2dNativeBackpropFilter', { x, dy }, attributes),
        );
        compare(
          [floats(seed, 1, outShape), floats(seed, 2, filterShape)],
          (dy, filter) => depthwiseInputGradient(wasm, dy, filter, inputShape, stride),
          (dy, filter) => kernel('DepthwiseConv2dNativeBackpropInput', { dy, filter }, attributes),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('the gradients of pooling', () => {
    fc.assert(
      fc.property(window, (sizes) => {
        const { batch, height, width, channels, stride, seed } = sizes;
        const size = sizes.kernelHeight;
        const outWidth = Math.floor((width - size) / stride) + 1;
        const inputShape = [batch, height, width, channels];
        const outShape = [batch, sizes.outHeight, outWidth, channels];
        const attributes = { filterSize: size, strides: stride, pad: 'valid' };
        const arrays = [floats(seed, 1, inputShape), floats(seed, 2, outShape)];
        compare(
          arrays,
          (x, dy) => maxPoolGradient(wasm, dy, x, { size, stride }),
          (input, dy) => kernel('MaxPoolGrad', { dy, input, output: dy }, attributes),
        );
        compare(
          arrays,
          (x, dy) => averagePoolGradient(wasm, dy, x.shape, { size, stride }),
          (input, dy) => kernel('AvgPoolGrad', { dy, input }, attributes),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('the sums of rows by their ids, and of columns', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.nat(20),
        fc.nat(5),
        fc.integer({ min: 1, max: 7 }),
        (seed, rows, width, items) => {
          const random = createRandom(seed, 3);
          const ids = Int32Array.from({ length: rows }, () => random.integer(items));
          compare(
            [floats(seed, 1, [rows, width]), [ids, [rows]]],
            (x, places) => segmentSum(wasm, x, places, [items, width]),
            (x, segmentIds) =>
              kernel('UnsortedSegmentSum', { x, segmentIds }, { numSegments: items }),
          );
          compare(
            [floats(seed, 1, [rows, width + 1])],
            (x) => sumColumns(wasm, x, width + 1),
            (x) => cpu.tf.sum(x, 0),
          );
        },
      ),
    );
  });

  test('batches of products, small ones and large ones', () => {
    for (const [rows, inner, columns] of [
      [3, 5, 2],
      [128, 64, 128],
    ] as const) {
      compare(
        [floats(1, 1, [2, 3, rows, inner]), floats(1, 2, [2, 3, inner, columns])],
        (a, b) => matrixProduct(wasm, a, b),
        (a, b) => cpu.tf.matMul(a, b),
      );
    }
  });

  test('a batch larger than fits the memory set aside is gone through in parts', () => {
    const sizes = [3, 130, 130, 64] as const;
    wasm.use();
    wasm.tf.tidy(() => {
      const x = wasm.tf.ones(sizes.slice());
      const dy = wasm.tf.ones([3, 128, 128, 1]);
      const sums = filterGradient(wasm, x, dy, [3, 3], 1);
      expect(new Set(sums.dataSync())).toEqual(new Set([3 * 128 * 128]));
      const strided = wasm.tf.ones([3, 64, 64, 1]);
      const filter = wasm.tf.ones([3, 3, 64, 1]);
      const back = inputGradient(wasm, strided, filter, sizes, 2);
      expect(back.shape).toEqual([...sizes]);
      expect(wasm.tf.sum(back).dataSync()[0]).toBe(3 * 64 * 64 * 9 * 64);
    });
  });
});
