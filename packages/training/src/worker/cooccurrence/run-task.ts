import { encode } from './encode.js';
import { countRows, mergeRows, scatter } from './rows.js';
import type { CooccurrenceTask, WrittenUnit } from './tasks.js';

/** One step of counting co-occurrences, in one worker. */
export function runCooccurrenceTask(task: CooccurrenceTask): number | WrittenUnit[] | undefined {
  switch (task.step) {
    case 'encode':
      return encode(task);
    case 'scatter':
      scatter(task);
      return undefined;
    case 'rows':
      return countRows(task);
    case 'merge':
      return mergeRows(task);
  }
}
