import { InvalidInputError } from '@tovec/core';
import { formatBytes } from '@tovec/kernels';
import type { ArcFacts } from './graph.js';
import type { WalkSettings, WalkStrategy } from './settings.js';

/** Bytes of a pair of arcs in an alias table. */
export const pairBytes = 8;

/** Tables of more pairs are not chosen: they do not fit in a cache, and rejection is as fast then. */
const mostPairs = 1 << 20;
/** Steps for each pair from which on its table is worth being made (docs/decisions/0017). */
const stepsPerPair = 4;

/**
 * How the next node is drawn: as forced, or as size and density suggest. First-order where p and q make
 * no difference; from tables of all pairs of arcs where these are few beside the steps they serve; by
 * rejection otherwise.
 *
 * @param steps how many steps there will be
 * @throws InvalidInputError when a strategy is forced that cannot do what p and q ask for, or that
 *   needs more memory than there can be
 */
export function chooseStrategy(
  { p, q, strategy }: WalkSettings,
  { pairs }: ArcFacts,
  steps: number,
): WalkStrategy {
  const isFirstOrder = p === 1 && q === 1;
  if (strategy === 'auto') {
    if (isFirstOrder) return 'first-order';
    return pairs <= Math.min(mostPairs, steps / stepsPerPair) ? 'precomputed' : 'rejection';
  }
  if (strategy === 'first-order' && !isFirstOrder) {
    throw new InvalidInputError(
      `first-order walks have p = q = 1, but p is ${p} and q is ${q}; leave the strategy to 'auto', or ` +
        'p and q out',
      { argument: 'strategy', given: strategy },
    );
  }
  if (strategy === 'precomputed' && pairs * pairBytes > 2 ** 32) {
    throw new InvalidInputError(
      `tables of all ${pairs} pairs of arcs that can follow each other need ` +
        `${formatBytes(pairs * pairBytes)}, and a WebAssembly memory ends at 4 GiB; take ` +
        "strategy: 'rejection', which needs none",
      { argument: 'strategy', given: strategy },
    );
  }
  return strategy;
}
