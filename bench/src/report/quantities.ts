import { formatPoints, formatTimes } from './format.js';
import type { Quantity } from './rows.js';

/** A number with its text; nothing of nothing. */
export function quantity(
  value: number | undefined,
  format: (value: number) => string,
): Quantity | undefined {
  return value === undefined ? undefined : { value, text: format(value) };
}

/** How many times as much one is as the other. */
export function times(more: Quantity, less: Quantity): Quantity {
  const value = more.value / less.value;
  return { value, text: formatTimes(value) };
}

/** By how many points tovec is better. */
export function pointsBetter(tovec: Quantity, peer: Quantity): Quantity {
  const value = tovec.value - peer.value;
  return { value, text: formatPoints(value, true) };
}
