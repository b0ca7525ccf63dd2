import { availableParallelism } from 'node:os';
import { check } from '@tovec/core';
import { Session, type SessionCall } from './session.js';
import type { OpenedSession, RunResult, SessionOptions, WireTensor } from './worker/protocol.js';

/** How the cores are used. */
export interface ParallelOptions {
  /**
   * Threads that one run is spread over; default as many as onnxruntime finds good, or the cores divided
   * by `parallel`.
   */
  readonly threads?: number | undefined;
  /**
   * How many runs that overlap are computed at the same time, each by a session with weights of its own;
   * default 1. More of them give more results a second where something else, such as decoding, needs the
   * cores too: the threads of one run wait for one another whenever one of them is held up.
   */
  readonly parallel?: number | undefined;
}

/** The keys of {@link ParallelOptions}. */
export const PARALLEL_KEYS = ['threads', 'parallel'] as const satisfies (keyof ParallelOptions)[];

/** @throws InvalidInputError when a number is not what it should be */
export function checkParallel({ threads, parallel = 1 }: ParallelOptions): {
  readonly threads: number | undefined;
  readonly parallel: number;
} {
  check.integer('parallel', parallel, { min: 1, max: 64 });
  if (threads !== undefined) check.integer('threads', threads, { min: 1, max: 1024 });
  const share = Math.max(1, Math.floor(availableParallelism() / parallel));
  return { threads: threads ?? (parallel === 1 ? undefined : share), parallel };
}

/** Sessions of the same graph, each in a thread of its own: a run goes to the one with the least to do. */
export class SessionGroup {
  readonly #members: readonly { readonly session: Session; waiting: number }[];
  readonly inputs: OpenedSession['inputs'];
  readonly outputs: OpenedSession['outputs'];

  /** @param model the bytes of a model, or the path of one */
  static async open(
    model: string | Uint8Array,
    options: SessionOptions,
    parallel = 1,
  ): Promise<SessionGroup> {
    const places = Array.from({ length: parallel }, (_, place) => place);
    const opened = await Promise.allSettled(
      places.map((place) => Session.open(model, options, place)),
    );
    const sessions = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failed = opened.find((one) => one.status === 'rejected');
    if (failed === undefined) return new SessionGroup(sessions);
    await Promise.all(sessions.map((session) => session.close()));
    throw failed.reason;
  }

  private constructor(sessions: readonly Session[]) {
    this.#members = sessions.map((session) => ({ session, waiting: 0 }));
    this.inputs = sessions[0]!.inputs;
    this.outputs = sessions[0]!.outputs;
  }

  run(call: SessionCall): Promise<RunResult> {
    return this.#give((session) => session.run(call));
  }

  /** Runs everything, and gives only the shapes of what comes out. */
  shapes(call: SessionCall): Promise<RunResult<Pick<WireTensor, 'dims'>>['outputs']> {
    return this.#give((session) => session.shapes(call));
  }

  /** Frees them once what was asked before is done. */
  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ session }) => session.close()));
  }

  async #give<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const member = this.#members.reduce((least, other) =>
      other.waiting < least.waiting ? other : least,
    );
    member.waiting++;
    try {
      return await work(member.session);
    } finally {
      member.waiting--;
    }
  }
}
