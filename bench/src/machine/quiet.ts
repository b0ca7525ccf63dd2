import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { coresOfOthers, readCpuTime } from './cpu-time.js';

/** Cores that others may keep busy before a measurement counts as disturbed. */
export const tolerance = 0.1;

/** What else the machine is doing. */
export interface Quietness {
  readonly isQuiet: boolean;
  /** Cores busy with other work over the last second; undefined where the system does not tell. */
  readonly otherCores: number | undefined;
  readonly loadAverage: number;
}

/** Looks for one second at what else runs. */
export async function observe(signal: AbortSignal): Promise<Quietness> {
  const before = readCpuTime();
  const start = performance.now();
  await delay(1000, undefined, { signal });
  const seconds = (performance.now() - start) / 1000;
  const otherCores = coresOfOthers(before, readCpuTime(), seconds);
  const loadAverage = loadavg()[0] ?? 0;
  // The load average still remembers our own build; what runs right now counts where it is known.
  const isQuiet =
    otherCores === undefined ? loadAverage < availableParallelism() / 4 : otherCores <= tolerance;
  return { isQuiet, otherCores, loadAverage };
}

/**
 * Waits until other work has paused for `steady` seconds in a row, at most for `limitSeconds`.
 *
 * @returns whether it has
 */
export async function waitUntilQuiet(
  limitSeconds: number,
  steady: number,
  signal: AbortSignal,
): Promise<boolean> {
  const start = performance.now();
  let quietSeconds = 0;
  while (quietSeconds < steady) {
    if (performance.now() - start > limitSeconds * 1000) return false;
    quietSeconds = (await observe(signal)).isQuiet ? quietSeconds + 1 : 0;
  }
  return true;
}
