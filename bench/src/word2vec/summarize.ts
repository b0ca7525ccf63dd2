import type { RunRecord } from '../report/result-file.js';
import type { Row } from '../report/rows.js';
import { countRows, memoryRows, qualityRows, speedRows } from '../training/summarize.js';
import { quality, speed } from './settings.js';

/** The comparisons that some runs allow. */
export function summarizeWord2Vec(runs: readonly RunRecord[]): Row[] {
  return [
    ...Object.values(speed).flatMap((plan) => speedRows(runs, plan)),
    ...memoryRows(runs, speed['skip-gram']),
    ...countRows(runs),
    ...qualityRows(runs, quality),
  ];
}
