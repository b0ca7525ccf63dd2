import { check, EncoderError } from '@tovec/core';
import type { ValueDescription } from '../network/describe-network.js';
import type { Graph } from '../network/graph.js';
import type { NamedWeight, Network, NetworkInputs, WeightValues } from '../network/network.js';
import { recordNetwork } from '../network/record/record-network.js';
import type { TensorData } from '../network/tensor-data.js';
import { foldTransposes } from '../onnx/fold-transposes.js';
import { neededGraph } from '../onnx/needed-graph.js';
import { weightBytesOf } from '../onnx/write-onnx.js';
import { acceptWeights } from '../weights/accept-weights.js';
import { OutputSessions, type RunOptions } from './output-sessions.js';
import { RuntimeFailure } from './runtime-thread.js';
import {
  checkParallel,
  PARALLEL_KEYS,
  type ParallelOptions,
  SessionGroup,
} from './session-group.js';
import { storeWeights } from './stored-weights.js';
import { untilAborted } from './until-aborted.js';

export interface CompileNetworkOptions extends ParallelOptions {
  readonly inputs: NetworkInputs;
  /** All in a map, or one after the other in any order: then one is in memory at a time. */
  readonly weights: WeightValues | AsyncIterable<NamedWeight>;
  /** The named values that can be asked for; default all. What they do not need is left out. */
  readonly outputs?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A network that onnxruntime runs. */
export interface CompiledNetwork extends AsyncDisposable {
  readonly inputs: ReadonlyMap<string, ValueDescription>;
  readonly outputs: ReadonlyMap<string, ValueDescription>;
  /**
   * Computes outputs from inputs. Calls may overlap; they are worked off one after the other, or so many
   * at a time as `parallel` says.
   *
   * @throws InvalidInputError for inputs that are missing, or not of their type and shape, and after
   *   `dispose`
   * @throws MissingItemError for an output that was not compiled
   */
  run(
    feeds: Readonly<Record<string, TensorData>>,
    options?: RunOptions,
  ): Promise<Record<string, TensorData>>;
  /** Frees the memory, once what is being run is done. */
  dispose(): Promise<void>;
}

const KEYS = ['inputs', 'weights', 'outputs', ...PARALLEL_KEYS, 'signal'];

/** With larger weights memory counts for more than the percents of speed that a plan of it gains. */
const LARGEST_PLANNED = 2 ** 26;

/**
 * Makes a network ready to run: written down as an ONNX graph, given its weights, loaded by
 * onnxruntime. It runs in a thread of its own, so the event loop stays free.
 *
 * Large weights are put into a temporary file that is mapped into memory, so they are there once;
 * with weights that come one at a time, nothing else ever holds them all.
 *
 * @throws InvalidInputError for weights that are missing, unexpected or mis-shaped, naming them all
 * @throws MissingItemError for an output that the network does not have
 * @throws MissingDependencyError where onnxruntime-node is not installed
 *
 * @example
 * ```ts
 * import { compileNetwork, type Network } from '@tovec/nn';
 *
 * const layer: Network = (ops, weights, { x }) => {
 *   const y = ops.linear(x!, weights('weight', [2, 3]));
 *   return { y, positive: ops.relu(y) };
 * };
 * await using compiled = await compileNetwork(layer, {
 *   inputs: { x: { shape: ['batch', 3] } },
 *   weights: new Map([['weight', Float32Array.of(1, 1, 1, -1, 0, 0)]]),
 * });
 * const { positive } = await compiled.run({ x: { data: Float32Array.of(1, 2, 3), shape: [1, 3] } });
 * console.log(positive); // { data: Float32Array(2) [ 6, 0 ], shape: [ 1, 2 ] }
 * ```
 */
export async function compileNetwork(
  network: Network,
  options: CompileNetworkOptions,
): Promise<CompiledNetwork> {
  const { inputs, weights, outputs, signal } = check.knownKeys(
    'CompileNetworkOptions',
    options,
    KEYS,
  );
  const { threads, parallel } = checkParallel(options);
  const whole = recordNetwork(network, inputs);
  const graph = neededGraph(whole, outputs);
  const given = acceptWeights(whole.weights, graph.weights, weights);
  const folded = foldTransposes(graph);
  const planMemory = weightBytesOf(folded) <= LARGEST_PLANNED;
  const stored = await storeWeights(folded, given, signal);
  const specs = (tensors: Graph['inputs']) =>
    new Map(tensors.map(({ name, type, dims }) => [name, { type, shape: dims }]));
  const sessions = new OutputSessions({
    name: 'The network',
    inputs: specs(whole.inputs),
    outputs: graph.outputs.map(({ name }) => name),
    open: async (names) => {
      const model = await stored.modelFor(names);
      return SessionGroup.open(model, { threads, planMemory }, parallel).catch((error: unknown) => {
        if (!(error instanceof RuntimeFailure)) throw error;
        throw new EncoderError(`The network could not be loaded: ${error.message}`, {
          cause: error,
        });
      });
    },
    free: () => stored.remove(),
  });
  try {
    const first = sessions.session(graph.outputs.map(({ name }) => name));
    await untilAborted(first, signal);
    // What is mapped needs no name any more, unless parts of the outputs can be asked for.
    if (graph.outputs.length === 1) await stored.remove();
  } catch (error) {
    const disposed = sessions.dispose();
    // An abort does not wait until what it gives up has been loaded.
    if (signal?.aborted !== true) await disposed;
    throw error;
  }
  return {
    inputs: specs(graph.inputs),
    outputs: specs(graph.outputs),
    run: (feeds, runOptions) => sessions.run(feeds, runOptions),
    dispose: () => sessions.dispose(),
    [Symbol.asyncDispose]: () => sessions.dispose(),
  };
}
