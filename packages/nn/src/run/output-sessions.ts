import { check, EncoderError, InvalidInputError, UnsupportedError } from '@tovec/core';
import { checkOutputs } from '../network/check-outputs.js';
import type { TensorArray, TensorData } from '../network/tensor-data.js';
import { arrayTypeOf } from '../onnx/element-types.js';
import { checkFeeds, type ValueSpec } from './check-feeds.js';
import { RuntimeFailure } from './runtime-thread.js';
import type { SessionGroup } from './session-group.js';
import { SpareBuffers } from './spare-buffers.js';
import { untilAborted } from './until-aborted.js';
import type { WireTensor } from './worker/protocol.js';

export interface RunOptions {
  /** The outputs to compute; default all. What they do not need is not computed. */
  readonly outputs?: readonly string[] | undefined;
  /** Aborts at once; what onnxruntime has begun ends by itself, and nobody waits for it. */
  readonly signal?: AbortSignal | undefined;
  /**
   * True gives the buffers of the inputs away, which are then empty here, where they would be copied;
   * default false. What is a part of a buffer is copied all the same.
   */
  readonly transfer?: boolean | undefined;
  /**
   * Told the inputs that were given away as soon as they are free: the same memory in new arrays, or that
   * of the copies. For callers that fill the same memory over and over again.
   */
  readonly reclaim?: ((inputs: Readonly<Record<string, TensorArray>>) => void) | undefined;
}

/** Sessions of one model: a group for each set of outputs that was asked for. */
export class OutputSessions {
  readonly #sessions = new Map<string, Promise<SessionGroup>>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #spare = new SpareBuffers();
  #disposed: Promise<void> | undefined;

  constructor(
    private readonly model: {
      /** What it is called in messages: 'The network'. */
      readonly name: string;
      readonly inputs: ReadonlyMap<string, ValueSpec>;
      readonly outputs: readonly string[];
      readonly open: (outputs: readonly string[]) => Promise<SessionGroup>;
      /** Called once everything is closed. */
      readonly free: () => Promise<void>;
    },
  ) {}

  run(
    feeds: Readonly<Record<string, TensorData>>,
    options: RunOptions = {},
  ): Promise<Record<string, TensorData>> {
    return this.watch(this.#run(feeds, options));
  }

  async #run(
    feeds: Readonly<Record<string, TensorData>>,
    options: RunOptions,
  ): Promise<Record<string, TensorData>> {
    check.knownKeys('RunOptions', options, ['outputs', 'signal', 'transfer', 'reclaim']);
    const { outputs = this.model.outputs, signal, transfer = false, reclaim } = options;
    signal?.throwIfAborted();
    const session = await untilAborted(this.session(outputs), signal);
    refuseOthersThanNumbers(this.model.name, session, outputs);
    const given = checkFeeds(
      this.model.inputs,
      session.inputs.map(({ name }) => name),
      feeds,
    );
    const send = async (away: boolean) => {
      const sent = away ? movable(given) : copied(given, this.#spare);
      const call = { feeds: sent, outputs, signal, transfer: buffersOf(sent) };
      const result = await session.run({ ...call, returned: !away || reclaim !== undefined });
      if (transfer) reclaim?.(arraysIn(sent, result.spent));
      else this.#spare.give(result.spent);
      return result.outputs;
    };
    const results = await send(transfer)
      .catch((error: unknown) => {
        // Some buffers cannot be given away: those of WebAssembly, and Node's own pool.
        if ((error as Error | undefined)?.name === 'DataCloneError') return send(false);
        throw error;
      })
      .catch((error: unknown) => {
        throw explainedRun(this.model.name, error);
      });
    return Object.fromEntries(
      outputs.map((name) => [name, { data: results[name]!.data, shape: [...results[name]!.dims] }]),
    );
  }

  /** The sessions that compute these outputs. */
  async session(outputs: readonly string[]): Promise<SessionGroup> {
    this.refuseDisposed();
    checkOutputs(this.model.name, outputs, this.model.outputs);
    const wanted = [...new Set(outputs)].sort();
    const key = JSON.stringify(wanted);
    const there = this.#sessions.get(key);
    if (there !== undefined) return there;
    const opened = this.watch(this.model.open(wanted));
    this.#sessions.set(key, opened);
    try {
      return await opened;
    } catch (error) {
      this.#sessions.delete(key);
      throw error;
    }
  }

  refuseDisposed(): void {
    if (this.#disposed === undefined) return;
    throw new InvalidInputError(`${this.model.name} has been disposed of. Load it again.`);
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#dispose();
    return this.#disposed;
  }

  async #dispose(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    const opened = await Promise.allSettled(this.#sessions.values());
    this.#sessions.clear();
    await Promise.all(
      opened.map((session) => (session.status === 'fulfilled' ? session.value.close() : undefined)),
    );
    await this.model.free();
  }

  /** Disposing waits for it. */
  async watch<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
    }
  }
}

type Tensors = Readonly<Record<string, WireTensor>>;

/** Copies of what was given, which then move: a view would take a copy of its whole buffer along. */
function copied(tensors: Tensors, spare: SpareBuffers): Tensors {
  return mapped(tensors, (tensor) => ({ ...tensor, data: copy(tensor.data, spare) }));
}

/** What was given, but copies of what is only a part of a buffer. */
function movable(tensors: Tensors): Tensors {
  return mapped(tensors, (tensor) => {
    const { data } = tensor;
    const isWhole =
      data.byteLength === data.buffer.byteLength && data.buffer instanceof ArrayBuffer;
    return isWhole ? tensor : { ...tensor, data: copy(data) };
  });
}

function mapped(tensors: Tensors, change: (tensor: WireTensor) => WireTensor): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, change(tensor)]),
  );
}

/** What was sent, in the buffers that came back. */
function arraysIn(tensors: Tensors, spent: readonly ArrayBuffer[]): Record<string, TensorArray> {
  const entries = Object.entries(tensors).map(([name, { data }], at) => {
    const Type = data.constructor as new (buffer: ArrayBuffer) => TensorArray;
    return [name, new Type(spent[at]!)] as const;
  });
  return Object.fromEntries(entries);
}

function copy(data: TensorArray, spare = new SpareBuffers()): TensorArray {
  const bytes = new Uint8Array(spare.take(data.byteLength));
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const Type = data.constructor as new (buffer: ArrayBuffer) => TensorArray;
  return data instanceof Uint8Array ? bytes : new Type(bytes.buffer);
}

function buffersOf(tensors: Tensors): ArrayBuffer[] {
  return [...new Set(Object.values(tensors).map(({ data }) => data.buffer as ArrayBuffer))];
}

function refuseOthersThanNumbers(
  owner: string,
  session: SessionGroup,
  wanted: readonly string[],
): void {
  for (const { name, type } of session.outputs) {
    if (!wanted.includes(name) || (type !== undefined && arrayTypeOf(type) !== undefined)) continue;
    throw new UnsupportedError(
      `The output '${name}' of ${owner} is ${type ?? 'no tensor'}; only tensors of numbers can be given.`,
    );
  }
}

function explainedRun(name: string, error: unknown): unknown {
  if (!(error instanceof RuntimeFailure)) return error;
  return new EncoderError(`${name} could not be run: ${error.message}`, { cause: error });
}
