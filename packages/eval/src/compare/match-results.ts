import { encoderLabel } from '../results/result.js';
import type { TaskResult } from '../results/task-result.js';

/** Two results of the same task on the same data. */
export interface ResultPair {
  readonly a: TaskResult;
  readonly b: TaskResult;
}

/** A result that nothing can be compared with, and why. */
export interface UnmatchedResult {
  readonly side: 'a' | 'b';
  readonly task: string;
  readonly dataset: string;
  readonly encoder: string;
  readonly reason: string;
}

/**
 * Pairs results of the same task and dataset. Where there are several of an encoder each, those of
 * encoders with the same name belong together.
 */
export function matchResults(
  as: readonly TaskResult[],
  bs: readonly TaskResult[],
): { pairs: ResultPair[]; unmatched: UnmatchedResult[] } {
  const pairs: ResultPair[] = [];
  const taken = new Set<TaskResult>();
  const unmatched: UnmatchedResult[] = [];
  for (const a of as) {
    const found = bs.filter((b) => sameScore(a, b) && !taken.has(b));
    const rivals = as.filter((other) => sameScore(a, other));
    const named = found.filter((b) => encoderLabel(a) === encoderLabel(b));
    const b = found.length === 1 && rivals.length === 1 ? found[0] : named[0];
    if (b === undefined) unmatched.push({ side: 'a', ...namesOf(a), reason: reasonFor(a, bs) });
    else {
      pairs.push({ a, b });
      taken.add(b);
    }
  }
  for (const b of bs) {
    if (taken.has(b)) continue;
    unmatched.push({ side: 'b', ...namesOf(b), reason: reasonFor(b, as) });
  }
  return { pairs, unmatched };
}

/** Whether the same was asked and scored: nDCG@10 is another score than nDCG@100. */
function sameScore(a: TaskResult, b: TaskResult): boolean {
  return sameData(a, b) && a.primaryMetric === b.primaryMetric;
}

function sameData(a: TaskResult, b: TaskResult): boolean {
  if (a.task !== b.task) return false;
  const [first, second] = [a.dataset.sha256, b.dataset.sha256];
  return first !== undefined && second !== undefined
    ? first === second
    : a.dataset.name === b.dataset.name;
}

function namesOf(result: TaskResult) {
  const { task, dataset } = result;
  return { task, dataset: dataset.name, encoder: encoderLabel(result) };
}

function reasonFor(result: TaskResult, others: readonly TaskResult[]): string {
  const sameTask = others.filter(({ task }) => task === result.task);
  const onSameData = sameTask.filter((other) => sameData(result, other));
  if (onSameData.length > 0 && !onSameData.some((other) => sameScore(result, other))) {
    const metrics = [...new Set(onSameData.map(({ primaryMetric }) => primaryMetric))].join(', ');
    return `the score is ${result.primaryMetric}, and that of the others ${metrics}`;
  }
  if (onSameData.length > 0) {
    return 'there are several results on this data, and no encoder of the same name among the others';
  }
  if (sameTask.some(({ dataset }) => dataset.name === result.dataset.name)) {
    return 'the others have a dataset of this name with other content';
  }
  return 'the others have no result of this task on this data';
}
