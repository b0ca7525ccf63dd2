import type { RunRecord } from '../report/result-file.js';
import { tolerance } from './quiet.js';

/** Whether other work took so much of the machine that the run says little. */
export function isDisturbed({ otherCores }: RunRecord): boolean {
  return otherCores !== undefined && otherCores > tolerance;
}

/**
 * The runs that had the machine to themselves, and where someone has none of that kind, all of theirs.
 * What a run has measured plays no part in whether it counts.
 */
export function preferUndisturbed<Run extends RunRecord>(runs: readonly Run[]): Run[] {
  const quiet = new Set(runs.filter((run) => !isDisturbed(run)).map(kindOf));
  return runs.filter((run) => !isDisturbed(run) || !quiet.has(kindOf(run)));
}

/** Runs of one kind repeat one another. */
function kindOf({ measure, contestant, threads, what }: RunRecord): string {
  return JSON.stringify([measure, contestant, threads, what]);
}
