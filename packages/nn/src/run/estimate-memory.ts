import { InvalidInputError } from '@tovec/core';
import type { Dimension } from '../network/dimension.js';
import type { Graph, GraphNode } from '../network/graph.js';
import type { Network, NetworkInputs } from '../network/network.js';
import { recordNetwork } from '../network/record/record-network.js';
import { neededGraph } from '../onnx/needed-graph.js';

export interface EstimateMemoryOptions {
  readonly inputs: NetworkInputs;
  /** The lengths of the named axes: `{ batch: 8 }`. */
  readonly axes: Readonly<Record<string, number>>;
  /** The values to compute; default all that have a name, which are then all kept. */
  readonly outputs?: readonly string[] | undefined;
}

/** In bytes. */
export interface MemoryEstimate {
  readonly weights: number;
  /** The most that values take at once, each freed after its last use. */
  readonly activations: number;
}

/** Operations whose result can take the place of an operand that nobody needs any more. */
const inPlace = new Set(
  'Add Sub Mul Div Relu Sigmoid Tanh Exp Log Sqrt Erf BatchNormalization Identity Reshape Flatten'.split(
    ' ',
  ),
);

/**
 * What running a network needs at least: its weights, and its values while they are used. A runtime
 * needs more, for what it rearranges and for working space.
 *
 * @throws InvalidInputError for a named axis whose length is not given
 *
 * @example
 * ```ts
 * import { estimateMemory, type Network } from '@tovec/nn';
 *
 * const layer: Network = (ops, weights, { x }) => ({
 *   y: ops.relu(ops.linear(x!, weights('weight', [100, 50]))),
 * });
 * const inputs = { x: { shape: ['batch', 50] } };
 * console.log(estimateMemory(layer, { inputs, axes: { batch: 10 } }));
 * // { weights: 20000, activations: 6000 }
 * ```
 */
export function estimateMemory(
  network: Network,
  { inputs, axes, outputs }: EstimateMemoryOptions,
): MemoryEstimate {
  const graph = neededGraph(recordNetwork(network, inputs), outputs);
  const sizes = new Map(
    [...graph.inputs, ...graph.values.values()].map(({ name, dims }) => [
      name,
      bytesOf(dims, axes),
    ]),
  );
  const weights = graph.weights.reduce((sum, { shape }) => sum + bytesOf(shape, axes), 0);
  return { weights, activations: mostAlive(graph, sizes) };
}

/** Goes through the nodes in order, and looks how much is alive at each. */
function mostAlive({ nodes, inputs, outputs }: Graph, sizes: ReadonlyMap<string, number>): number {
  const lastUse = new Map<string, GraphNode>();
  for (const node of nodes) for (const input of node.inputs) lastUse.set(input, node);
  const kept = new Set(outputs.map(({ name }) => name));
  let alive = inputs.reduce((sum, { name }) => sum + sizes.get(name)!, 0);
  let most = alive;
  for (const node of nodes) {
    const size = sizes.get(node.output)!;
    const dying = [...new Set(node.inputs)].filter(
      (input) => sizes.has(input) && lastUse.get(input) === node && !kept.has(input),
    );
    const freed = dying.reduce((sum, input) => sum + sizes.get(input)!, 0);
    const reused = inPlace.has(node.op) && dying.some((input) => sizes.get(input) === size);
    most = Math.max(most, alive + (reused ? 0 : size));
    alive += size - freed;
  }
  return most;
}

function bytesOf(dims: readonly Dimension[], axes: EstimateMemoryOptions['axes']): number {
  return dims.reduce<number>((bytes, length) => {
    if (typeof length === 'number') return bytes * length;
    const given = axes[length];
    if (given !== undefined) return bytes * given;
    throw new InvalidInputError(
      `The axis '${length}' has no length. Give one: axes: { ${length}: 8 }.`,
      { argument: 'axes', given: axes },
    );
  }, 4);
}
