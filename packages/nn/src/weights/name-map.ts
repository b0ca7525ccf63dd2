import type { WeightSpec } from '../network/network.js';

/**
 * How a published file lays out the weights of a network: under which names, and in what order of
 * axes. Plain data or a small pure function; one for each layout, beside the network.
 *
 * @example
 * ```ts
 * import type { NameMap } from '@tovec/nn';
 *
 * // Keras keeps `fc/kernel`, [in, out], where the network has `fc.weight`, [out, in].
 * const keras: NameMap = {
 *   find: ({ name }) =>
 *     name.endsWith('.weight')
 *       ? { tensor: name.replace('.weight', '/kernel'), order: [1, 0] }
 *       : { tensor: name.replace('.bias', '/bias') },
 *   ignore: ['optimizer/*'],
 * };
 * console.log(keras.find({ name: 'fc.weight', shape: [10, 4] })); // { tensor: 'fc/kernel', order: [ 1, 0 ] }
 * ```
 */
export interface NameMap {
  /** Where in the file a weight of the network is. Several weights may be in one tensor. */
  readonly find: (weight: Pick<WeightSpec, 'name' | 'shape'>) => TensorPlace;
  /** Names of tensors that may be there and are not read; `*` stands for anything. */
  readonly ignore?: readonly string[] | undefined;
}

/** A tensor of a file, and how it becomes a weight: `split`, then `order`, then the weight's shape. */
export interface TensorPlace {
  /** Its name; every name it may have, where files of this layout differ; none where it is nowhere. */
  readonly tensor: string | readonly string[];
  /** Its shape in the file; default: the weight's, with its axes put back by `order`. */
  readonly shape?: readonly number[] | undefined;
  /** How its axes are split up before they are put in order; default: not at all. */
  readonly split?: readonly number[] | undefined;
  /** Which of its axes comes first, second, …, as for `transpose`; default: as they are. */
  readonly order?: readonly number[] | undefined;
}

/** The names of the network itself. */
export const ownNames: NameMap = { find: ({ name }) => ({ tensor: name }) };

/** The axes of TensorFlow's kernels, `[height, width, in, out]`, as `[out, in, height, width]`. */
export const kernelOrder: readonly number[] = [3, 2, 0, 1];
/** Those of its depthwise kernels, `[height, width, in, 1]`, as `[in, 1, height, width]`. */
export const depthwiseKernelOrder: readonly number[] = [2, 3, 0, 1];
/** `[in, out]` as `[out, in]`. */
export const denseOrder: readonly number[] = [1, 0];
