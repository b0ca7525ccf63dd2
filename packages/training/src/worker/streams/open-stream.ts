import type { StreamTask, WorkerPlace } from '../protocol.js';
import type { IdStream } from './id-stream.js';
import { textStream } from './text.js';
import { walkStream } from './walks.js';

/** The stream that a task describes. */
export function openStream(
  task: StreamTask,
  memory: WebAssembly.Memory,
  own: WorkerPlace,
): IdStream {
  return task.kind === 'text' ? textStream(task, memory, own) : walkStream(task, memory, own);
}
