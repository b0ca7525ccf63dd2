import { once } from 'node:events';
import { encodeUtf8, SourceError } from '@tovec/core';

let failure: Error | undefined;

/** When the reader of stdout has gone (`| head`), the process ends without a word, as others do. */
export function watchStdout(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    failure ??= error;
  });
}

/** Writes to stdout, byte for byte, and waits while its reader is slow. */
export async function writeOut(text: string): Promise<void> {
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
