import { toBinary } from '@bufbuild/protobuf';
import {
  check,
  OPEN_SOURCE_KEYS,
  type OpenSourceOptions,
  openSource,
  type Source,
} from '@tovec/core';
import { ModelProtoSchema } from 'onnx-buf';
import type { TensorData } from '../network/tensor-data.js';
import { checkTaps } from '../onnx/read/check-taps.js';
import { listTensors, type OnnxTensor, type OnnxValue } from '../onnx/read/list-tensors.js';
import { modelInfo, type OnnxModelInfo } from '../onnx/read/model-info.js';
import { type ParsedModel, parseModel } from '../onnx/read/parse-model.js';
import { skimModel } from '../onnx/read/skim-model.js';
import { tappedModel } from '../onnx/read/tapped-model.js';
import { adoptExternal } from './adopt-external.js';
import { explainLoad } from './explain-load.js';
import { inspectShapes } from './inspect-shapes.js';
import { LargeTensors } from './large-tensors.js';
import { OutputSessions, type RunOptions } from './output-sessions.js';
import {
  checkParallel,
  PARALLEL_KEYS,
  type ParallelOptions,
  SessionGroup,
} from './session-group.js';
import { untilAborted } from './until-aborted.js';

export interface OpenOnnxModelOptions extends OpenSourceOptions, ParallelOptions {
  /** The tensors to give, any of them; default the outputs of the model. */
  readonly tap?: readonly string[] | undefined;
  /**
   * False only reads what is in the file, and leaves loading it to the first run; default true, so
   * that what cannot be run is refused here.
   */
  readonly load?: boolean | undefined;
}

const KEYS = ['tap', 'load', ...PARALLEL_KEYS, ...OPEN_SOURCE_KEYS];

/** What a model and those tapped from it share. */
interface Shared {
  readonly name: string;
  readonly model: ParsedModel;
  readonly large: LargeTensors;
  readonly cores: ReturnType<typeof checkParallel>;
  users: number;
}

/**
 * Any ONNX file: what is in it, and any of its tensors computed.
 *
 * Its weights are never in JavaScript's memory: large ones go through a temporary file, which
 * onnxruntime maps.
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { exportOnnx, type Network, OnnxModel } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => {
 *   const hidden = ops.relu(ops.linear(x!, weights('w', [2, 2])));
 *   return { hidden, y: ops.sum(hidden, [1]) };
 * };
 * const file = `${tmpdir()}/tovec-example.onnx`;
 * const weights = new Map([['w', Float32Array.of(1, 0, 0, -1)]]);
 * await exportOnnx(network, { inputs: { x: { shape: ['n', 2] } }, weights, outputs: ['y'] }, file);
 *
 * await using model = await OnnxModel.open(file, { tap: ['hidden'] });
 * console.log(model.tensors.map(({ name, kind }) => `${kind} ${name}`).join(', '));
 * // input x, weight constant_1, weight w, intermediate gemm_1, intermediate hidden, output y
 * console.log(await model.run({ x: { data: Float32Array.of(3, 4), shape: [1, 2] } }));
 * // { hidden: { data: Float32Array(2) [ 3, 0 ], shape: [ 1, 2 ] } }
 * ```
 */
export class OnnxModel implements AsyncDisposable {
  readonly #shared: Shared;
  readonly #sessions: OutputSessions;
  #tensors: readonly OnnxTensor[];
  /** What its source is called. */
  readonly name: string;
  readonly info: OnnxModelInfo;
  /** What has to be fed. */
  readonly inputs: ReadonlyMap<string, OnnxValue>;
  /** What it gives: the outputs of the file, or the tensors tapped. */
  readonly outputs: ReadonlyMap<string, OnnxValue>;

  /**
   * Opens a model: a path, a `file:` or `https:` URL, `npm:package/file`, or bytes. Weights in files
   * beside a model are found when it is opened by its path.
   *
   * @throws ModelFileError for what is damaged or no ONNX model
   * @throws UnsupportedError for operations that onnxruntime does not have, naming the node
   * @throws MissingItemError for a tensor to tap that there is not, with those it may be
   * @throws SourceError, MissingDependencyError as `openSource` does
   */
  static async open(source: Source, options: OpenOnnxModelOptions = {}): Promise<OnnxModel> {
    check.knownKeys('OpenOnnxModelOptions', options, KEYS);
    const { tap, threads, parallel, load = true, ...sourceOptions } = options;
    const cores = checkParallel({ threads, parallel });
    check.boolean('load', load);
    const { signal } = options;
    await using reader = await openSource(source, sourceOptions);
    const large = new LargeTensors();
    try {
      const skimmed = await skimModel(reader, large.location, (length, pieces) =>
        large.add(length, pieces),
      );
      const { name } = reader;
      const parsed = parseModel(skimmed, name);
      const model = await adoptExternal(parsed, { given: source, name }, large, signal);
      await large.finish();
      const shared: Shared = { name, model, large, cores, users: 0 };
      const outputs = tap ?? model.graph.output.map((output) => output.name);
      return await OnnxModel.#make(shared, listTensors(model), outputs, load, signal);
    } catch (error) {
      await large.remove();
      throw error;
    }
  }

  static async #make(
    shared: Shared,
    tensors: readonly OnnxTensor[],
    outputs: readonly string[],
    load: boolean,
    signal?: AbortSignal,
  ): Promise<OnnxModel> {
    const model = new OnnxModel(shared, tensors, checkTaps(shared, tensors, outputs));
    if (!load) return model;
    try {
      await untilAborted(model.#sessions.session(outputs), signal);
      return model;
    } catch (error) {
      const disposed = model.dispose();
      // An abort does not wait until what it gives up has been loaded.
      if (signal?.aborted !== true) await disposed;
      throw error;
    }
  }

  private constructor(
    shared: Shared,
    tensors: readonly OnnxTensor[],
    outputs: readonly OnnxTensor[],
  ) {
    shared.users++;
    this.#shared = shared;
    this.#tensors = tensors;
    this.name = shared.name;
    this.info = modelInfo(shared.model);
    const names = outputs.map(({ name }) => name);
    const needed = new Set(tappedModel(shared.model, names).graph!.input.map(({ name }) => name));
    const inputs = tensors.filter(({ kind }) => kind === 'input');
    this.inputs = valuesOf(inputs.filter(({ name }) => needed.has(name)));
    this.outputs = valuesOf(outputs);
    this.#sessions = new OutputSessions({
      name: shared.name,
      inputs: valuesOf(inputs),
      outputs: names,
      open: (wanted) => openSession(shared, wanted),
      free: async () => {
        if (--shared.users === 0) await shared.large.remove();
      },
    });
  }

  /** Every tensor: inputs, weights, and what is computed, with what the file says of their shapes. */
  get tensors(): readonly OnnxTensor[] {
    return this.#tensors;
  }

  /**
   * Lets onnxruntime work out the types and shapes of all tensors that the file does not give them for,
   * without computing them; where inputs are given, it computes everything once and finds the shapes
   * for these.
   *
   * @returns the tensors, now with all that could be found
   */
  async inspect(feeds?: Readonly<Record<string, TensorData>>): Promise<readonly OnnxTensor[]> {
    this.#sessions.refuseDisposed();
    const open = (outputs: readonly string[]) => openSession(this.#shared, outputs, false);
    this.#tensors = await this.#sessions.watch(inspectShapes(this.#tensors, feeds, open));
    return this.#tensors;
  }

  /**
   * A model that gives other tensors, any that this one computes, and computes nothing else. It shares
   * the weights with this one; dispose of both.
   *
   * @throws MissingItemError for a tensor that there is not, with those it may be
   */
  async tap(
    names: readonly string[],
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<OnnxModel> {
    this.#sessions.refuseDisposed();
    return OnnxModel.#make(this.#shared, this.#tensors, names, true, signal);
  }

  /**
   * Computes outputs from inputs. Calls may overlap; they are worked off one after the other.
   *
   * @throws InvalidInputError for inputs that are missing, or not of their type and shape, and after
   *   `dispose`
   */
  run(
    feeds: Readonly<Record<string, TensorData>>,
    options?: RunOptions,
  ): Promise<Record<string, TensorData>> {
    return this.#sessions.run(feeds, options);
  }

  /** Frees the memory, once what is being run is done. */
  dispose(): Promise<void> {
    return this.#sessions.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

async function openSession(
  { name, model, large, cores: { threads, parallel } }: Shared,
  outputs: readonly string[],
  optimize = true,
): Promise<SessionGroup> {
  const tapped = toBinary(ModelProtoSchema, tappedModel(model, outputs));
  try {
    return await SessionGroup.open(await large.openable(tapped), { threads, optimize }, parallel);
  } catch (error) {
    throw explainLoad(error, model, name);
  }
}

function valuesOf(tensors: readonly OnnxTensor[]): Map<string, OnnxValue> {
  return new Map(tensors.map(({ name, type, shape }) => [name, { type, shape }]));
}
