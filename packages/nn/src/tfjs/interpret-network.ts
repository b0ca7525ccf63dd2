import { check, InvalidInputError } from '@tovec/core';
import { checkOutputs } from '../network/check-outputs.js';
import { describeNetwork } from '../network/describe-network.js';
import type { NamedWeight, Network, NetworkInputs, WeightValues } from '../network/network.js';
import type { TensorData } from '../network/tensor-data.js';
import { checkFeeds } from '../run/check-feeds.js';
import { acceptWeights } from '../weights/accept-weights.js';
import { type Engine, type EngineChoice, type EngineName, openEngine } from './engine.js';
import { Tape } from './tape.js';
import { dataOf, tensorOf } from './tensors.js';
import { tfjsOps, untracked } from './tfjs-ops.js';
import type { Value } from './value.js';
import { weightsFrom } from './weight-values.js';

export interface InterpretNetworkOptions {
  readonly inputs: NetworkInputs;
  readonly weights: WeightValues | AsyncIterable<NamedWeight>;
  /** Default `'auto'`: the fastest that is installed. */
  readonly engine?: EngineChoice | undefined;
}

/** A network that TensorFlow.js runs, operation by operation. */
export interface InterpretedNetwork extends AsyncDisposable {
  /** What it computes with. */
  readonly engine: EngineName;
  /** The outputs named, by default all. */
  run(
    feeds: Readonly<Record<string, TensorData>>,
    options?: RunInterpretedOptions,
  ): Promise<Record<string, TensorData>>;
  /** Frees the weights. */
  dispose(): Promise<void>;
}

export interface RunInterpretedOptions {
  readonly outputs?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a network with TensorFlow.js, as training does: for comparison with what ONNX Runtime makes of
 * it, and where that is not installed. Every operation is executed, whatever is asked for.
 *
 * @throws InvalidInputError when the weights do not fit the network
 * @throws MissingDependencyError when TensorFlow.js is not installed
 *
 * @example
 * ```ts
 * import { interpretNetwork, type Network } from '@tovec/nn';
 *
 * const double: Network = (ops, weights, { x }) => ({ y: ops.multiply(x!, weights('factor', [1])) });
 * await using network = await interpretNetwork(double, {
 *   inputs: { x: { shape: ['n'] } },
 *   weights: new Map([['factor', Float32Array.of(2)]]),
 * });
 * const { y } = await network.run({ x: { data: Float32Array.of(1, 2, 3), shape: [3] } });
 * console.log(y?.data); // Float32Array(3) [ 2, 4, 6 ]
 * ```
 */
export async function interpretNetwork(
  network: Network,
  options: InterpretNetworkOptions,
): Promise<InterpretedNetwork> {
  check.knownKeys('InterpretNetworkOptions', options, ['inputs', 'weights', 'engine']);
  const { weights: given, engine: choice } = options;
  const { inputs, outputs, weights: specs } = describeNetwork(network, options.inputs);
  const engine = await openEngine(choice);
  const weights = await upload(engine, acceptWeights(specs, specs, given));
  let disposed = false;

  async function run(
    feeds: Readonly<Record<string, TensorData>>,
    { outputs: names = [...outputs.keys()], signal }: RunInterpretedOptions = {},
  ): Promise<Record<string, TensorData>> {
    signal?.throwIfAborted();
    if (disposed) throw new InvalidInputError('This network has been disposed of.');
    checkFeeds(inputs, inputs.keys(), feeds);
    refuseEmpty(feeds);
    checkOutputs('The network', names, [...outputs.keys()]);
    engine.use();
    const { tf } = engine;
    const results: Record<string, TensorData> = {};
    tf.tidy(() => {
      const fed = Array.from(inputs.keys(), (name) => [
        name,
        untracked(tensorOf(engine, feeds[name]!)),
      ]);
      const context = { engine, tape: new Tape(tf), training: undefined };
      const values = network(tfjsOps(context), weightsFrom(weights), Object.fromEntries(fed));
      for (const name of names) results[name] = dataOf(engine, values[name]!);
    });
    return results;
  }

  async function dispose(): Promise<void> {
    if (disposed) return;
    disposed = true;
    free(engine, weights);
  }

  return { engine: engine.name, run, dispose, [Symbol.asyncDispose]: dispose };
}

/** Some kernels of TensorFlow.js divide by the number of rows. */
function refuseEmpty(feeds: Readonly<Record<string, TensorData>>): void {
  const [name] = Object.entries(feeds).find(([, { shape }]) => shape.includes(0)) ?? [];
  if (name === undefined) return;
  throw new InvalidInputError(`The input '${name}' has no numbers; TensorFlow.js needs some.`, {
    argument: name,
  });
}

async function upload(
  engine: Engine,
  matched: ReturnType<typeof acceptWeights>,
): Promise<ReadonlyMap<string, Value>> {
  const weights = new Map<string, Value>();
  try {
    for await (const { spec, values } of matched) {
      engine.use();
      const tensor = tensorOf(engine, { data: values, shape: spec.shape });
      weights.set(spec.name, { ...untracked(tensor), derived: new Map() });
    }
  } catch (error) {
    free(engine, weights);
    throw error;
  }
  return weights;
}

function free(engine: Engine, weights: ReadonlyMap<string, Value>): void {
  engine.use();
  for (const { tensor, derived } of weights.values()) {
    tensor.dispose();
    for (const other of derived?.values() ?? []) other.dispose();
  }
}
