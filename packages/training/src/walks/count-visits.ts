import { createProgress, type OnProgress } from '@tovec/core';
import { Control } from '../worker/control.js';
import type { WalkStreamTask } from '../worker/walks/task.js';
import { WorkerPool } from '../workers/pool.js';
import { supervise } from '../workers/supervise.js';
import type { PlacedGraph } from './place-graph.js';

/**
 * How often walks come by each node: one walk from each start, the first round of the first epoch, is
 * walked and counted. Noise is drawn by these counts, and there are walks enough for that in one round.
 */
export async function countVisits(
  graph: PlacedGraph,
  nodes: number,
  tasks: readonly WalkStreamTask[],
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: OnProgress | undefined },
): Promise<Float64Array> {
  const at = graph.place(nodes * 4);
  const control = Control.create(0, 0);
  const progress = createProgress({
    ...{ phase: 'count', unit: 'walks', total: tasks[0]!.starts.count },
    ...(onProgress && { onProgress }),
  });
  await using pool = new WorkerPool(tasks.length);
  await supervise({
    control,
    signal,
    onTick: () => progress.report(control.done),
    work: (stop) =>
      pool.run(
        tasks.map((stream) => ({ kind: 'visits', stream, control: control.buffer, visits: at })),
        { onFailure: stop },
      ),
  });
  progress.report(control.done);
  return Float64Array.from(new Uint32Array(graph.memory.buffer, at, nodes));
}
