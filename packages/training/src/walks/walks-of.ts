import { setImmediate } from 'node:timers/promises';
import { check, createProgress, type OnProgress } from '@tovec/core';
import { walkTasks } from '../streams/walk-stream.js';
import { Walker } from '../worker/walks/walker.js';
import { type ArcTable, factsOf, startsToLearn } from './graph.js';
import { placeGraph } from './place-graph.js';
import { type WalkOptions, walkOptionKeys, walkSettings } from './settings.js';
import { chooseStrategy } from './strategy.js';

/** How {@link walksOf} walks. */
export interface WalksOfOptions extends WalkOptions {
  /** The same seed gives the same walks; default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Phase `walk`, in walks. */
  readonly onProgress?: OnProgress | undefined;
}

/** The keys of {@link WalksOfOptions}. */
export const walksOfOptionKeys = [
  ...walkOptionKeys,
  ...(['seed', 'signal', 'onProgress'] as const),
] as const satisfies readonly (keyof WalksOfOptions)[];

/** Steps between two pauses. */
const sliceSteps = 1 << 16;

/** Follows each walk; no node has this number. */
const walkEnd = 0xffffffff;

/**
 * The random walks that the first epoch of training by the same strategy learns from, in the order
 * of one worker: each as the numbers of its nodes, shorter where no arc leads on. They are walked as
 * they are asked for.
 *
 * @throws InvalidInputError as `trainWalks`
 */
export async function* walksOf(
  arcs: ArcTable,
  options: WalksOfOptions = {},
): AsyncGenerator<Uint32Array> {
  check.knownKeys('WalksOfOptions', options, walksOfOptionKeys);
  const settings = walkSettings(options);
  const seed = check.integer('seed', options.seed ?? 1);
  const { signal, onProgress } = options;
  const facts = factsOf(arcs);
  const starts = startsToLearn(arcs, 0);
  const total = starts.length * settings.walksPerNode;
  const strategy = chooseStrategy(settings, facts, total * settings.walkLength);
  const graph = await placeGraph(arcs, facts, settings, strategy, signal);
  const [task] = walkTasks({ graph, strategy, settings, seed, starts, sliceSteps }, 1);
  const walker = new Walker(task!);
  const progress = createProgress({
    ...{ phase: 'walk', unit: 'walks', total },
    ...(onProgress && { onProgress }),
  });
  let done = 0;
  for (let unit = 0; unit < walker.units; unit++) {
    for (let offset = 0; ; ) {
      await setImmediate();
      signal?.throwIfAborted();
      const walked = walker.walk(0, unit, offset);
      if (!walked) break;
      yield* walksIn(new Uint32Array(graph.memory.buffer, task!.own.ids, walked.ids));
      offset += walked.walks;
      done += walked.walks;
      progress.report(done);
    }
  }
}

/** Cuts ids into walks, each a copy. */
function* walksIn(ids: Uint32Array): Generator<Uint32Array> {
  for (let from = 0; from < ids.length; ) {
    const end = ids.indexOf(walkEnd, from);
    yield ids.slice(from, end);
    from = end + 1;
  }
}
