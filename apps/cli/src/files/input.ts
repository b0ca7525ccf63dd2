import { type ByteReader, openSource } from '@tovec/core';
import { sourceOf } from './sources.js';

/** What an `--input` option names: a file, or stdin where it is not given or `-`. */
export interface Input {
  readonly reader: ByteReader;
  /** What to call it in a message. */
  readonly name: string;
}

/**
 * Opens what a command reads line by line. Who is to type it at a terminal is told so.
 *
 * @param what the things on the lines: `items`
 */
export async function openInput(
  input: string | undefined,
  what: string,
  signal: AbortSignal,
): Promise<Input> {
  if (input !== undefined && input !== '-') {
    return { reader: await openSource(sourceOf(input), { signal }), name: input };
  }
  if (process.stdin.isTTY) {
    process.stderr.write(`Type the ${what}, one a line; end with Ctrl-D.\n`);
  }
  return { reader: await openSource(process.stdin, { signal }), name: 'stdin' };
}
