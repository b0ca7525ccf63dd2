import { RuntimeThread } from './runtime-thread.js';
import type { OpenedSession, RunResult, SessionOptions, WireTensor } from './worker/protocol.js';

export interface SessionCall {
  readonly feeds: Readonly<Record<string, WireTensor>>;
  readonly outputs: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Buffers that go over instead of being copied. */
  readonly transfer?: ArrayBuffer[];
  /** Whether the buffers of the inputs are to come back. */
  readonly returned?: boolean;
}

/** A graph that onnxruntime has loaded, in the thread that it runs in. */
export class Session {
  readonly #thread: RuntimeThread;
  readonly #id: number;
  readonly inputs: OpenedSession['inputs'];
  readonly outputs: OpenedSession['outputs'];

  /**
   * @param model the bytes of a model, or the path of one
   * @param place in which of the threads it lives
   */
  static async open(
    model: string | Uint8Array,
    options: SessionOptions,
    place = 0,
  ): Promise<Session> {
    const thread = await RuntimeThread.acquire(place);
    const id = thread.newSession();
    try {
      const opened = await thread.ask({ kind: 'open', session: id, model, options });
      return new Session(thread, id, opened as OpenedSession);
    } catch (error) {
      await close(thread, id);
      throw error;
    }
  }

  private constructor(thread: RuntimeThread, id: number, opened: OpenedSession) {
    this.#thread = thread;
    this.#id = id;
    this.inputs = opened.inputs;
    this.outputs = opened.outputs;
  }

  async run(call: SessionCall): Promise<RunResult> {
    return (await this.#run(call, false)) as RunResult;
  }

  /** Runs everything, and gives only the shapes of what comes out. */
  async shapes(call: SessionCall): Promise<RunResult<Pick<WireTensor, 'dims'>>['outputs']> {
    return ((await this.#run(call, true)) as RunResult<Pick<WireTensor, 'dims'>>).outputs;
  }

  #run(
    { feeds, outputs, signal, transfer = [], returned = false }: SessionCall,
    shapesOnly: boolean,
  ) {
    const request = {
      kind: 'run',
      session: this.#id,
      feeds,
      outputs,
      shapesOnly,
      returned,
    } as const;
    return this.#thread.ask(request, { signal, transfer });
  }

  /** Frees it once what was asked before is done. */
  async close(): Promise<void> {
    await close(this.#thread, this.#id);
  }
}

async function close(thread: RuntimeThread, session: number): Promise<void> {
  // A thread that is lost has freed everything.
  await thread.ask({ kind: 'close', session }).catch(() => {});
  await thread.release();
}
