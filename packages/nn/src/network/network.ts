import type { Dimension } from './dimension.js';
import type { Initializer } from './initializers.js';
import type { Ops } from './ops.js';

/**
 * A network: a plain function that is run by every backend, with nothing kept between calls. What it
 * returns are its named values, the intermediate ones too, so that any of them can be asked for; what
 * nobody asks for is not computed when the network is run.
 *
 * @example
 * ```ts
 * import { countParameters, type Network } from '@tovec/nn';
 *
 * const perceptron: Network = (ops, weights, { x }) => {
 *   const weight = weights('hidden.weight', [8, 4]);
 *   const hidden = ops.relu(ops.linear(x!, weight, weights('hidden.bias', [8])));
 *   return { hidden, logits: ops.linear(hidden, weights('head.weight', [2, 8])) };
 * };
 * console.log(countParameters(perceptron, { x: { shape: ['batch', 4] } })); // 56
 * ```
 */
export type Network = <T>(
  ops: Ops<T>,
  weights: Weights<T>,
  inputs: Readonly<Record<string, T>>,
) => Readonly<Record<string, T>>;

/** What a network takes, by name. */
export type NetworkInputs = Readonly<Record<string, InputSpec>>;

export interface InputSpec {
  /** Named axes may differ from call to call. */
  readonly shape: readonly Dimension[];
  /** Default `'float32'`. */
  readonly type?: 'float32' | 'int32' | undefined;
}

/** How a network asks for its weights: by name and shape, at the place where it uses them. */
export interface Weights<T> {
  (name: string, shape: readonly number[], options?: WeightOptions): T;
  /** The weights of a part, whose names begin with `prefix` and a dot. */
  in(prefix: string): Weights<T>;
}

export interface WeightOptions {
  /** Where training from scratch starts; default {@link heNormal} for two axes and more, else zeros. */
  readonly initializer?: Initializer | undefined;
  /** False for running statistics, which are not learnt by gradient; default true. */
  readonly trainable?: boolean | undefined;
}

/** A weight that a network asks for. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  readonly initializer: Initializer;
}

/** The weights of a network, row-major, by name. Their shapes are the network's to say. */
export type WeightValues = ReadonlyMap<string, Float32Array>;

/** A weight on its way from a file to a network. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
