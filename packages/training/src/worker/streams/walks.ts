import type { WorkerPlace } from '../protocol.js';
import type { WalkStreamTask } from '../walks/task.js';
import { Walker } from '../walks/walker.js';
import type { IdStream } from './id-stream.js';

/** Walks as ids: an offset is a number of walks of a unit. The graph stands in a memory of its own. */
export function walkStream(
  task: WalkStreamTask,
  memory: WebAssembly.Memory,
  { ids, idCapacity }: WorkerPlace,
): IdStream {
  const walker = new Walker(task);
  const walked = new Uint32Array(task.memory.buffer, task.own.ids, idCapacity);
  const target = new Uint32Array(memory.buffer, ids, idCapacity);
  return {
    units: walker.units,
    fill(epoch, unit, offset) {
      const slice = walker.walk(epoch, unit, offset);
      if (!slice) return undefined;
      target.set(walked.subarray(0, slice.ids));
      return {
        count: slice.ids,
        next: offset + slice.walks,
        missing: slice.walks * task.walkLength - slice.steps,
      };
    },
    close() {},
  };
}
