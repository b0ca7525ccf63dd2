import type { CooccurrenceSettings } from './settings.js';

/** Units for each worker, so that none waits long for the last one. */
const unitsPerWorker = 16;
/** What writing an entry costs, in contexts counted. */
const entryCost = 4;

/**
 * Cuts the rows into units of about the same work: row `units[u]` is the first of unit u, and the
 * last number is the number of rows.
 */
export function planUnits(
  counts: Float64Array,
  { window, symmetric }: CooccurrenceSettings,
  workers: number,
): Uint32Array {
  const reach = window * (symmetric ? 2 : 1);
  const costs = counts.map(
    (count) => count * reach + entryCost * Math.min(counts.length, count * reach),
  );
  const share = costs.reduce((sum, cost) => sum + cost, 0) / (workers * unitsPerWorker);
  const units = [0];
  let cost = 0;
  costs.forEach((each, row) => {
    cost += each;
    if (cost < share && row < costs.length - 1) return;
    units.push(row + 1);
    cost = 0;
  });
  return Uint32Array.from(units);
}
