import type { TaskResult } from '../results/task-result.js';

/** A result with the label of its row. */
export interface Labelled<Result> {
  readonly label: string;
  readonly result: Result;
}

/** Those of the results that are of one task, typed as such. */
export function resultsOf<Task extends TaskResult['task']>(
  labelled: readonly Labelled<TaskResult>[],
  task: Task,
): Labelled<Extract<TaskResult, { task: Task }>>[] {
  return labelled.flatMap(({ label, result }) =>
    result.task === task ? [{ label, result: result as Extract<TaskResult, { task: Task }> }] : [],
  );
}
