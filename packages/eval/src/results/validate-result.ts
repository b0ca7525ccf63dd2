import { describeValue, InvalidInputError, UnsupportedError } from '@tovec/core';
import { shape } from './shape.js';
import { commonShape, taskShapes } from './shapes.js';
import type { TaskResult } from './task-result.js';

/** The version of the schema that this package writes and reads. */
const schemaVersion = 1;

/**
 * Checks that a value is a result of one of the tasks, as their functions return it and JSON keeps
 * it. What a later version adds is let be.
 *
 * @param place what to call the value in a message; default: nothing, its fields have names
 * @throws InvalidInputError naming the first field that is not as it should be; UnsupportedError for
 *   a later `schemaVersion` or an unknown task
 * @example
 * ```ts
 * import { validateResult } from '@tovec/eval';
 *
 * try {
 *   validateResult({ schemaVersion: 1, task: 'similarity', dataset: {} });
 * } catch (error) {
 *   console.log((error as Error).message); // dataset.name must be a string, but was undefined.
 * }
 * ```
 */
export function validateResult(value: unknown, place = ''): TaskResult {
  const at = (key: string) => (place === '' ? key : `${place}.${key}`);
  shape.object({})(value, place === '' ? 'The result' : place);
  const { schemaVersion: version, task } = value as { schemaVersion: unknown; task: unknown };
  if (!Number.isSafeInteger(version)) {
    throw new InvalidInputError(
      `${at('schemaVersion')} must be ${schemaVersion}, but was ${describeValue(version)}; this is no result of an evaluation.`,
      { argument: at('schemaVersion'), given: version },
    );
  }
  if (version !== schemaVersion) {
    throw new UnsupportedError(
      `${at('schemaVersion')} is ${version}, and this version of @tovec/eval reads ${schemaVersion}; use the one that wrote it.`,
    );
  }
  const own = typeof task === 'string' && Object.hasOwn(taskShapes, task) ? taskShapes[task] : null;
  if (typeof task === 'string' && !own) {
    throw new UnsupportedError(
      `${at('task')} is ${describeValue(task)}; there are ${Object.keys(taskShapes).join(', ')}.`,
    );
  }
  commonShape(value, place);
  own!(value, place);
  return value as TaskResult;
}
