import type { Source } from '@tovec/core';

/** What a file argument stands for: a path, `npm:package/file`, or a URL. */
export function sourceOf(argument: string): Source {
  return /^(https?|file):\/\//i.test(argument) ? new URL(argument) : argument;
}
