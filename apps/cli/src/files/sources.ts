import { stat } from 'node:fs/promises';
import type { Source } from '@tovec/core';

/** What a file argument stands for: a path, `npm:package/file`, or a URL. */
export function sourceOf(argument: string): Source {
  return /^(https?|file):\/\//i.test(argument) ? new URL(argument) : argument;
}

/** Whether an argument names a pipe, which can be read only once. */
export async function isPipe(argument: string): Promise<boolean> {
  const found = await stat(argument).catch(() => undefined);
  return found?.isFIFO() ?? false;
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
