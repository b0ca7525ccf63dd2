import type { Dimension } from './dimension.js';
import type { GraphTensor, GraphType } from './graph.js';
import type { Network, NetworkInputs, WeightSpec } from './network.js';
import { recordNetwork } from './record/record-network.js';

/** What a value holds and in which shape. */
export interface ValueDescription {
  readonly shape: readonly Dimension[];
  readonly type: GraphType;
}

/** What a network takes, gives and asks for. */
export interface NetworkDescription {
  readonly inputs: ReadonlyMap<string, ValueDescription>;
  /** Every value that has a name, in the order in which the network returns them. */
  readonly outputs: ReadonlyMap<string, ValueDescription>;
  /** In the order in which the network asks for them. */
  readonly weights: readonly WeightSpec[];
  /** Numbers in all weights, those that are not learnt by gradient too: Keras's "total params". */
  readonly parameters: number;
}

/**
 * Tells what a network takes, gives and asks for, without computing anything.
 *
 * @throws InvalidInputError where the network asks for what does not fit
 *
 * @example
 * ```ts
 * import { describeNetwork, type Network } from '@tovec/nn';
 *
 * const classifier: Network = (ops, weights, { x }) => {
 *   const features = ops.relu(ops.conv2d(x!, weights('kernel', [16, 3, 3, 3]), { stride: 2 }));
 *   return { features, pooled: ops.mean(features, [2, 3]) };
 * };
 * const { outputs, weights } = describeNetwork(classifier, { x: { shape: ['batch', 3, 32, 32] } });
 * console.log(outputs.get('features')?.shape, outputs.get('pooled')?.shape, weights.length);
 * // [ 'batch', 16, 15, 15 ] [ 'batch', 16 ] 1
 * ```
 */
export function describeNetwork(network: Network, inputs: NetworkInputs): NetworkDescription {
  const graph = recordNetwork(network, inputs);
  const described = (tensors: readonly GraphTensor[]) =>
    new Map(tensors.map(({ name, type, dims }) => [name, { shape: dims, type }]));
  const sizes = graph.weights.map(({ shape }) => shape.reduce((size, length) => size * length, 1));
  return {
    inputs: described(graph.inputs),
    outputs: described(graph.outputs),
    weights: graph.weights,
    parameters: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/**
 * How many numbers the weights of a network have in all, as Keras counts its "total params": running
 * statistics too.
 *
 * @example
 * ```ts
 * import { countParameters, type Network } from '@tovec/nn';
 *
 * const layer: Network = (ops, weights, { x }) => ({
 *   y: ops.linear(x!, weights('weight', [8, 4]), weights('bias', [8])),
 * });
 * console.log(countParameters(layer, { x: { shape: ['batch', 4] } })); // 40
 * ```
 */
export function countParameters(network: Network, inputs: NetworkInputs): number {
  return describeNetwork(network, inputs).parameters;
}
