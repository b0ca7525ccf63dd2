import { once } from 'node:events';
import { encodeUtf8, SourceError } from '@tovec/core';

let failure: Error | undefined;
let watched = false;

/**
 * Writes to stdout, byte for byte, and waits while its reader is slow. When the reader has gone
 * (`| head`), the process ends without a word, as others do.
 */
export async function writeOut(text: string): Promise<void> {
  if (!watched) {
    watched = true;
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      failure ??= error;
    });
  }
  await new Promise<void>((resolve) => {
    if (process.stdout.write(encodeUtf8(text), () => resolve())) return;
    once(process.stdout, 'drain').then(
      () => resolve(),
      () => resolve(),
    );
  });
  if (failure) {
    throw new SourceError(`cannot write the result: ${failure.message}`, { cause: failure });
  }
}
