import { setImmediate } from 'node:timers/promises';
import { ensureMemory, instantiate, type WalkKernel, walkModule } from '@tovec/kernels';
import { allocate } from '../allocate.js';
import { setUpWalks, type WalkSetup } from '../worker/walks/set-up.js';
import { type ArcFacts, type ArcTable, degreeOf } from './graph.js';
import type { WalkSettings, WalkStrategy } from './settings.js';
import { pairBytes } from './strategy.js';
import { weakThresholds, weightSums } from './weights.js';

/** A graph in a kernel memory of its own, ready to be walked on by all workers. */
export interface PlacedGraph {
  readonly memory: WebAssembly.Memory;
  /** What to tell each kernel. */
  readonly setup: WalkSetup;
  /** Bytes of the graph and of the tables that walks draw from. */
  readonly bytes: number;
  /** Reserves so many bytes behind it; returns where. */
  place(bytes: number): number;
}

/** Arcs to prepare between two looks at the signal: some ten milliseconds. */
const arcsAtOnce = 1 << 19;

const alignment = 64;

/**
 * Writes a graph into a memory of its own and builds the tables that its walks draw from: none for
 * equal weights by rejection, 8 bytes for each arc where there are weights, and 8 for each pair of arcs
 * that can follow each other where walks are precomputed.
 *
 * @throws InvalidInputError when that is more than a memory can hold; nothing is allocated then
 */
export async function placeGraph(
  arcs: ArcTable,
  facts: ArcFacts,
  settings: WalkSettings,
  strategy: WalkStrategy,
  signal?: AbortSignal,
): Promise<PlacedGraph> {
  const { offsets, targets, weights } = arcs;
  const { nodes, mostArcs, pairs, isSymmetric } = facts;
  const isPrecomputed = strategy === 'precomputed';
  const isExtended = settings.extended && weights !== undefined && strategy !== 'first-order';

  let used = alignment;
  const reserve = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / alignment) * alignment;
    return at;
  };
  const ifWeighted = (bytes: number) => (weights ? reserve(bytes) : 0);
  const at = {
    offsets: reserve(offsets.byteLength),
    targets: reserve(targets.byteLength),
    weights: ifWeighted(targets.byteLength),
    aliases: ifWeighted(targets.length * 8),
    sums: ifWeighted(nodes * 8),
    weakBelow: isExtended ? reserve(nodes * 4) : 0,
    pairOffsets: isPrecomputed ? reserve(targets.byteLength) : 0,
    pairs: isPrecomputed ? reserve(pairs * pairBytes) : 0,
  };
  const scratch = reserve(mostArcs * 12);
  const memory = allocate(
    used,
    `a graph of ${nodes} nodes and ${facts.arcs} arcs`,
    isPrecomputed
      ? "take strategy: 'rejection'"
      : 'leave out weights, or rare nodes and weak edges',
  );
  const { buffer } = memory;
  new Uint32Array(buffer, at.offsets, offsets.length).set(offsets);
  new Uint32Array(buffer, at.targets, targets.length).set(targets);
  const setup: WalkSetup = {
    placeArcs: [at.offsets, at.targets, isSymmetric ? 1 : 0],
    placeWeights: [at.weights, at.aliases, at.sums, at.weakBelow],
    placePairs: [at.pairOffsets, at.pairs],
    setBiases: [settings.p, settings.q],
  };
  if (weights) {
    new Float32Array(buffer, at.weights, weights.length).set(weights);
    new Float64Array(buffer, at.sums, nodes).set(weightSums(offsets, weights));
    if (isExtended) {
      const thresholds = weakThresholds(offsets, weights, settings.gamma);
      new Float32Array(buffer, at.weakBelow, nodes).set(thresholds);
    }
  }
  if (isPrecomputed) {
    const starts = new Uint32Array(buffer, at.pairOffsets, targets.length);
    let next = 0;
    for (let arc = 0; arc < targets.length; arc++) {
      starts[arc] = next;
      next += degreeOf(offsets, targets[arc]!);
    }
  }
  const kernel = instantiate<WalkKernel>(walkModule(), memory);
  setUpWalks(kernel, setup);
  if (weights) {
    const workOf = (node: number) => degreeOf(offsets, node);
    await inSlices(nodes, workOf, (from, to) => kernel.prepareArcs(from, to, scratch), signal);
  }
  if (isPrecomputed) {
    const average = pairs / targets.length;
    const workOf = (node: number) => degreeOf(offsets, node) * average;
    await inSlices(nodes, workOf, (from, to) => kernel.preparePairs(from, to, scratch), signal);
  }
  return {
    ...{ memory, setup, bytes: used },
    place(bytes) {
      const place = reserve(bytes);
      ensureMemory(memory, used);
      return place;
    },
  };
}

/** Works on all nodes, a slice at a time; between slices it hears an abort. */
async function inSlices(
  nodes: number,
  workOf: (node: number) => number,
  work: (from: number, to: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let from = 0; from < nodes; ) {
    let to = from;
    for (let sum = 0; to < nodes && sum < arcsAtOnce; to++) sum += workOf(to);
    work(from, to);
    from = to;
    await setImmediate();
    signal?.throwIfAborted();
  }
}
