import type { SgdSettings } from './settings.js';

export const largestSlice = 1 << 14;
const smallestSlice = 1 << 8;

/**
 * Tokens to train on at a time: about 10 ms of work, so that a worker hears a command within that, and
 * that V8 replaces its baseline code between two calls.
 */
export function sliceTokens({ dimensions, window, negative }: SgdSettings): number {
  const reference = 100 * 5 * 6;
  const share = reference / (dimensions * window * (negative + 1));
  const tokens = 2 ** Math.round(Math.log2(largestSlice * share));
  return Math.min(largestSlice, Math.max(smallestSlice, tokens));
}
