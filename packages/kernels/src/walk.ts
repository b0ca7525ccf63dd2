import { walkWasm } from './generated/walk.js';
import { lazyModule } from './modules.js';

/** A loop that writes walks: see {@link WalkKernel}. */
type Walk = (
  starts: number,
  count: number,
  length: number,
  seed: bigint,
  first: bigint,
  out: number,
) => number;

/**
 * Random walks over a graph in compressed sparse rows. Addresses are bytes in the memory it was
 * instantiated on.
 */
export interface WalkKernel {
  /** Where each node's arcs begin (u32), where they lead (u32, sorted), and whether all have a reverse. */
  placeArcs(offsets: number, targets: number, symmetric: 0 | 1): void;
  /**
   * Weights (f32), alias tables (8 bytes for each arc) and sums (f64 for each node), and for node2vec+
   * the weight (f32 for each node) below which an arc is weak; 0 without.
   */
  placeWeights(weights: number, aliases: number, sums: number, weakBelow: number): void;
  /** Where the table of each arc begins (u32, in entries), and the tables (8 bytes for each entry). */
  placePairs(offsets: number, tables: number): void;
  setBiases(p: number, q: number): void;
  /** Builds alias tables of arcs; scratch has 12 bytes for each arc of the node with most. */
  prepareArcs(firstNode: number, endNode: number, scratch: number): void;
  /** Builds the tables of pairs of arcs. */
  preparePairs(firstNode: number, endNode: number, scratch: number): void;
  /**
   * Writes `count` walks from the nodes listed at `starts`, each of at most `length` nodes and followed
   * by 0xffffffff; returns how many ids. Walk `first + at` draws from `deriveSeed(…, first + at)`, where
   * `seed` is what was derived before.
   */
  walkFirstOrder: Walk;
  walkRejection: Walk;
  walkPrecomputed: Walk;
  /** Counts the visits of nodes among ids, into a u32 for each node. */
  countVisits(ids: number, count: number, visits: number): void;
}

/** The walks of the kernel. */
export type WalkLoop = Extract<keyof WalkKernel, `walk${string}`>;

/** The compiled walk kernel. */
export const walkModule = /* @__PURE__ */ lazyModule(walkWasm);
