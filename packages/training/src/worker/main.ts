import { parentPort } from 'node:worker_threads';
import { Control } from './control.js';
import { runCooccurrenceTask } from './cooccurrence/run-task.js';
import { count } from './count.js';
import { WorkerFailure } from './failure.js';
import { trainGloveUnits } from './glove/train.js';
import { inferUnits } from './infer.js';
import { merge } from './merge.js';
import type { Failure, Message, Task } from './protocol.js';
import { train } from './train.js';
import { countVisits } from './walks/count-visits.js';

const port = parentPort!;

port.on('message', (task: Task) => {
  try {
    if (task.kind === 'train') {
      train(task, post);
      post({ kind: 'done' });
    } else if (task.kind === 'glove') {
      trainGloveUnits(task, post);
      post({ kind: 'done' });
    } else if (task.kind === 'visits') {
      countVisits(task);
      post({ kind: 'done' });
    } else if (task.kind === 'infer') {
      const control = new Control(task.control, 0, 0);
      for (const words of inferUnits(task)) control.addDone(words);
      post({ kind: 'done' });
    } else if (task.kind === 'cooccurrences') {
      post({ kind: 'done', result: runCooccurrenceTask(task) });
    } else {
      const result = task.kind === 'count' ? count(task) : merge(task);
      post({ kind: 'done', result }, [result.entries.buffer, result.bytes.buffer]);
    }
  } catch (error) {
    post({ kind: 'failed', failure: describe(error) });
  }
});

function post(message: Message, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

function describe(error: unknown): Failure {
  if (error instanceof WorkerFailure) return error.failure;
  return { reason: 'internal', message: (error as Error).stack ?? String(error) };
}
