import { check } from '@tovec/core';

/**
 * How the next node of a walk is drawn.
 *
 * - `first-order`: by the weights of the arcs alone; all there is to it when p = q = 1 (DeepWalk)
 * - `rejection`: an arc is drawn by its weight and taken with a probability that p and q decide;
 *   exact, in memory that grows with nodes and arcs
 * - `precomputed`: from an alias table for each pair of arcs that can follow each other; fastest where
 *   those tables are small
 */
export type WalkStrategy = 'first-order' | 'rejection' | 'precomputed';

/** How walks go; every number has been checked. */
export interface WalkSettings {
  /** Nodes of a walk, its start included. */
  readonly walkLength: number;
  /** Walks that start at each node, in each epoch. */
  readonly walksPerNode: number;
  /** The return parameter: the smaller, the likelier a walk goes straight back. */
  readonly p: number;
  /** The in-out parameter: the smaller, the likelier a walk moves away from where it came from. */
  readonly q: number;
  /** Whether a weak edge counts as hardly there (node2vec+; Liu, Hirn and Krishnan 2023). */
  readonly extended: boolean;
  /** For node2vec+: an edge is weak below mean + gamma · standard deviation of a node's weights. */
  readonly gamma: number;
  /** `auto`: what size and density suggest. */
  readonly strategy: 'auto' | WalkStrategy;
}

/** The settings as a user gives them. */
export type WalkOptions = { readonly [Key in keyof WalkSettings]?: WalkSettings[Key] | undefined };

/** The keys of {@link WalkOptions}. */
export const walkOptionKeys = [
  ...(['walkLength', 'walksPerNode', 'p', 'q', 'extended', 'gamma', 'strategy'] as const),
] as const satisfies readonly (keyof WalkOptions)[];

/** So that one over it, times any weight, is a number still. */
const biasBounds = { min: 1e-100, max: 1e100 };

/**
 * Checks options and completes them with the defaults of the reference implementation: walks of 80
 * nodes, 10 from each, p = q = 1.
 *
 * @throws InvalidInputError naming the first option that cannot be
 */
export function walkSettings(options: WalkOptions): WalkSettings {
  return {
    walkLength: check.integer('walkLength', options.walkLength ?? 80, { min: 2, max: 1_000_000 }),
    walksPerNode: check.integer('walksPerNode', options.walksPerNode ?? 10, {
      ...{ min: 1, max: 1_000_000 },
    }),
    p: check.number('p', options.p ?? 1, biasBounds),
    q: check.number('q', options.q ?? 1, biasBounds),
    extended: check.boolean('extended', options.extended ?? false),
    gamma: check.number('gamma', options.gamma ?? 0),
    strategy: check.oneOf('strategy', options.strategy ?? 'auto', [
      ...(['auto', 'first-order', 'rejection', 'precomputed'] as const),
    ]),
  };
}
