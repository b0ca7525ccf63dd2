// Helpers for this package's own tests; not exported.

/** A file's content. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The error that a promise is rejected with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error('the promise was expected to be rejected');
    },
    (error: unknown) => error as Error,
  );
}
