import type { Random } from '@tovec/core';

/** Fills a new weight. Fans follow PyTorch: `shape[1] · receptive field` in, `shape[0] · …` out. */
export type Initializer = (shape: readonly number[], random: Random) => Float32Array;

/** Where biases and means start. */
export const zeros: Initializer = constant(0);
/** Where scales and variances start. */
export const ones: Initializer = constant(1);

/**
 * The same number everywhere.
 *
 * @example
 * ```ts
 * import { createRandom } from '@tovec/core';
 * import { constant } from '@tovec/nn';
 *
 * console.log(constant(0.5)([2, 1], createRandom(1))); // Float32Array(2) [ 0.5, 0.5 ]
 * ```
 */
export function constant(value: number): Initializer {
  return (shape) => new Float32Array(sizeOf(shape)).fill(value);
}

/**
 * Normally distributed around 0.
 *
 * @example
 * ```ts
 * import { createRandom } from '@tovec/core';
 * import { normal } from '@tovec/nn';
 *
 * const values = normal(0.02)([100, 100], createRandom(1));
 * const square = values.reduce((sum, value) => sum + value * value, 0);
 * console.log(Math.sqrt(square / values.length).toFixed(3)); // 0.020
 * ```
 */
export function normal(deviation: number): Initializer {
  return (shape, random) => filled(shape, () => deviation * random.normal());
}

/**
 * Normally distributed, drawn again beyond two deviations, as in TensorFlow and in BERT: the
 * deviation of what is left is 0.88 of the one given.
 *
 * @example
 * ```ts
 * import { createRandom } from '@tovec/core';
 * import { truncatedNormal } from '@tovec/nn';
 *
 * const values = truncatedNormal(0.02)([100, 100], createRandom(1));
 * console.log(values.every((value) => Math.abs(value) <= 0.04)); // true
 * ```
 */
export function truncatedNormal(deviation: number): Initializer {
  return (shape, random) =>
    filled(shape, () => {
      for (;;) {
        const drawn = random.normal();
        if (Math.abs(drawn) <= 2) return deviation * drawn;
      }
    });
}

/**
 * Anything from `-limit` to `limit`, each equally likely.
 *
 * @example
 * ```ts
 * import { createRandom } from '@tovec/core';
 * import { uniform } from '@tovec/nn';
 *
 * const values = uniform(0.1)([100, 100], createRandom(1));
 * console.log(values.every((value) => Math.abs(value) <= 0.1)); // true
 * ```
 */
export function uniform(limit: number): Initializer {
  return (shape, random) => filled(shape, () => limit * (2 * random.float() - 1));
}

/** Variance 2 / (fan in + fan out) (Glorot & Bengio, 2010): Keras's default. */
export const glorotUniform: Initializer = (shape, random) => {
  const { fanIn, fanOut } = fansOf(shape);
  return uniform(Math.sqrt(6 / (fanIn + fanOut)))(shape, random);
};

/** Variance 2 / fan in, which keeps what goes through `relu` in range (He et al., 2015). */
export const heNormal: Initializer = (shape, random) =>
  normal(Math.sqrt(2 / fansOf(shape).fanIn))(shape, random);

/** Variance 2 / fan in, evenly distributed. */
export const heUniform: Initializer = (shape, random) =>
  uniform(Math.sqrt(6 / fansOf(shape).fanIn))(shape, random);

/** Where a weight says nothing: {@link heNormal} for two axes and more, else {@link zeros}. */
export const defaultInitializer: Initializer = (shape, random) =>
  (shape.length >= 2 ? heNormal : zeros)(shape, random);

function filled(shape: readonly number[], draw: () => number): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  for (let index = 0; index < values.length; index++) values[index] = draw();
  return values;
}

/** How many numbers one output is made from, and how many outputs one number goes into. */
function fansOf([outputs = 1, inputs = outputs, ...field]: readonly number[]) {
  const area = sizeOf(field);
  return { fanIn: Math.max(1, inputs * area), fanOut: Math.max(1, outputs * area) };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
