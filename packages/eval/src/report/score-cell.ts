import type { Interval } from '../statistics/interval.js';
import type { Cell } from './document.js';
import { formatInterval, formatScore } from './format.js';

/** A score with its interval beside it. */
export function scoreCell(metric: string, score: number | null, interval: Interval | null): Cell {
  return { text: formatScore(metric, score), note: formatInterval(metric, interval) };
}
