import { Worker } from 'node:worker_threads';
import { InvalidInputError, SourceError } from '@tovec/core';
import { workerSource } from '../generated/worker.js';
import type { Failure, Message, Task } from '../worker/protocol.js';

/** Threads that run the tasks of worker/. */
export class WorkerPool implements AsyncDisposable {
  readonly #workers: Worker[];

  constructor(count: number) {
    this.#workers = Array.from(
      { length: count },
      // Not with Node's own arguments: `--input-type=module` would make a module of the source.
      () => new Worker(workerSource, { eval: true, execArgv: [], name: 'tovec' }),
    );
  }

  /**
   * Gives each worker its task and waits until all are done. When one fails, the others are told by
   * `onFailure` to stop, and the failure is thrown once they have.
   */
  async run<Result>(
    tasks: readonly Task[],
    hooks: { onPaused?: () => void; onDone?: () => void; onFailure?: () => void } = {},
  ): Promise<Result[]> {
    const settled = await Promise.allSettled(
      tasks.map((task, index) =>
        runTask<Result>(this.#workers[index]!, task, hooks.onPaused).then(
          (result) => {
            hooks.onDone?.();
            return result;
          },
          (error: unknown) => {
            hooks.onFailure?.();
            throw error;
          },
        ),
      ),
    );
    const failed = settled.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    return settled.map((outcome) => (outcome as PromiseFulfilledResult<Result>).value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function runTask<Result>(worker: Worker, task: Task, onPaused?: () => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      settle();
    };
    const onMessage = (message: Message) => {
      if (message.kind === 'paused') onPaused?.();
      else if (message.kind === 'done') finish(() => resolve(message.result as Result));
      else finish(() => reject(errorOf(message.failure)));
    };
    const onError = (error: Error) => finish(() => reject(error));
    const onExit = (code: number) =>
      finish(() => reject(new Error(`a worker thread ended with code ${code} before its task`)));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage(task);
  });
}

function errorOf({ reason, message, file, offset }: Failure): Error {
  if (reason === 'file') return new SourceError(message, { ...(file && { source: file }) });
  if (reason === 'internal') return new Error(`a worker thread failed: ${message}`);
  return new InvalidInputError(message, { argument: 'corpus', given: { file, offset } });
}
