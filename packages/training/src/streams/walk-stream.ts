import { type WalkLoop, walkModule } from '@tovec/kernels';
import type { PlacedGraph } from '../walks/place-graph.js';
import type { WalkSettings, WalkStrategy } from '../walks/settings.js';
import type { WalkStreamTask } from '../worker/walks/task.js';
import type { PlanStream } from './stream-plan.js';

const loops: Readonly<Record<WalkStrategy, WalkLoop>> = {
  'first-order': 'walkFirstOrder',
  rejection: 'walkRejection',
  precomputed: 'walkPrecomputed',
};

/** Units for each worker and round, so that none waits long for the last one. */
const unitsPerWorker = 8;
/** Walks of a unit at most, so that on large graphs none waits long for the last ones either. */
const largestUnit = 1 << 14;

/** What is walked, from where, and how. */
export interface WalkPlan {
  readonly graph: PlacedGraph;
  readonly strategy: WalkStrategy;
  readonly settings: WalkSettings;
  readonly seed: number;
  /** The nodes where walks start. */
  readonly starts: Uint32Array;
  /** Nodes to walk to between two looks at a command. */
  readonly sliceSteps: number;
}

/** The tasks of workers that walk; writes the starts into the memory of the graph. */
export function walkTasks(
  { graph, strategy, settings, seed, starts, sliceSteps }: WalkPlan,
  workers: number,
): WalkStreamTask[] {
  const { memory, setup } = graph;
  const { walkLength, walksPerNode } = settings;
  const sliceWalks = Math.max(1, Math.floor(sliceSteps / walkLength));
  const perWorker = Math.ceil(starts.length / (workers * unitsPerWorker));
  const unitWalks = Math.min(largestUnit, Math.max(perWorker, sliceWalks));
  const at = graph.place(starts.byteLength);
  new Uint32Array(memory.buffer, at, starts.length).set(starts);
  const own = Array.from({ length: workers }, () => ({
    order: graph.place(starts.byteLength),
    ids: graph.place(idsOf(sliceWalks, walkLength) * 4),
  }));
  return own.map((place) => ({
    ...{ kind: 'walks', module: walkModule(), memory, setup, loop: loops[strategy], seed },
    ...{ walkLength, rounds: walksPerNode, starts: { at, count: starts.length } },
    ...{ unitWalks, sliceWalks, own: place },
  }));
}

/** Ids from walks. */
export function walkStream(tasks: readonly WalkStreamTask[]): PlanStream {
  const { sliceWalks, walkLength } = tasks[0]!;
  return () => ({
    idCapacity: idsOf(sliceWalks, walkLength),
    fill() {},
    taskOf: (worker) => tasks[worker]!,
  });
}

/** Ids of so many walks, each with its end. */
function idsOf(walks: number, walkLength: number): number {
  return walks * (walkLength + 1);
}
