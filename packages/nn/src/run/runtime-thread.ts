import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { EncoderError, importOptional, MissingDependencyError } from '@tovec/core';
import { workerSource } from '../generated/worker.js';
import type { Request, Response } from './worker/protocol.js';

const PACKAGE = 'onnxruntime-node';
const RANGE = '^1.23.0';

type Asked = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never;

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A thread in which onnxruntime runs. It begins with its first session and ends with the last, and keeps
 * the process alive only while somebody waits for it. All sessions of a process share one, unless some
 * are to run at the same time.
 */
export class RuntimeThread {
  static readonly #threads = new Map<number, RuntimeThread>();

  /** The thread of this place, or a new one; give it back with {@link release}. */
  static async acquire(place: number): Promise<RuntimeThread> {
    const runtime = await importOptional(PACKAGE, RANGE, async () =>
      createRequire(import.meta.url).resolve(PACKAGE),
    );
    const thread = RuntimeThread.#threads.get(place) ?? new RuntimeThread(runtime, place);
    RuntimeThread.#threads.set(place, thread);
    thread.#users++;
    return thread;
  }

  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #users = 0;
  #nextId = 1;
  #nextSession = 1;
  #lost: Error | undefined;

  private constructor(
    runtime: string,
    private readonly place: number,
  ) {
    // Not with Node's own arguments: `--input-type=module` would make a module of the source.
    this.#worker = new Worker(workerSource, {
      eval: true,
      execArgv: [],
      name: 'tovec onnxruntime',
      workerData: { runtime },
    });
    this.#worker.unref();
    this.#worker.on('message', (response: Response) => this.#settle(response));
    this.#worker.on('error', (error) => this.#lose(error.message, error));
    this.#worker.on('messageerror', (error) => this.#lose(error.message, error));
    this.#worker.on('exit', (code) => this.#lose(`it ended with code ${code}`));
  }

  newSession(): number {
    return this.#nextSession++;
  }

  /**
   * Sends a request and waits for its answer. When the signal is aborted nobody waits any longer; what
   * is under way in the thread ends by itself.
   */
  async ask(
    asked: Asked,
    { signal, transfer }: { signal?: AbortSignal | undefined; transfer?: ArrayBuffer[] } = {},
  ): Promise<unknown> {
    signal?.throwIfAborted();
    if (this.#lost !== undefined) throw this.#lost;
    const id = this.#nextId++;
    const cancel = () => {
      this.#worker.postMessage({ kind: 'cancel', id } satisfies Request);
      this.#take(id)?.reject(signal?.reason);
    };
    const answer = new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    this.#worker.ref();
    try {
      this.#worker.postMessage({ ...asked, id }, transfer);
    } catch (error) {
      this.#take(id);
      throw error;
    }
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await answer;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  async release(): Promise<void> {
    if (--this.#users > 0) return;
    this.#giveUpPlace();
    this.#lost ??= new EncoderError('The thread that ran this network has ended.');
    await this.#worker.terminate();
  }

  #giveUpPlace(): void {
    if (RuntimeThread.#threads.get(this.place) === this) RuntimeThread.#threads.delete(this.place);
  }

  #settle(response: Response): void {
    const pending = this.#take(response.id);
    if (pending === undefined) return;
    if ('result' in response) pending.resolve(response.result);
    else pending.reject(errorOf(response.failure));
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker.unref();
    return pending;
  }

  #lose(why: string, cause?: unknown): void {
    this.#giveUpPlace();
    this.#lost ??= new EncoderError(
      `The thread that runs networks failed (${why}). Load the network again.`,
      { cause },
    );
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(this.#lost);
  }
}

/** What onnxruntime said, for others to explain. */
export class RuntimeFailure extends Error {}

function errorOf(failure: { readonly message: string; readonly runtimeMissing: boolean }): Error {
  if (!failure.runtimeMissing) return new RuntimeFailure(failure.message);
  return new MissingDependencyError(
    `The package ${PACKAGE} could not be loaded (${failure.message.split('\n')[0]}). Install it with: npm install '${PACKAGE}@${RANGE}'`,
    { packageName: PACKAGE, range: RANGE, cause: new Error(failure.message) },
  );
}
