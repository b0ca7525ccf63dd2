import { check } from '../check.js';
import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { SourceError } from '../errors/source-error.js';

/** A SHA-256 in lower case. */
export function checkSha256(value: unknown): string {
  const digest = check.string('sha256', value).toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digest)) return digest;
  throw new InvalidInputError(
    `sha256 must be 64 hexadecimal digits, but was ${describeValue(value)}.`,
    { argument: 'sha256', given: value },
  );
}

/** @throws SourceError when the bytes do not have this SHA-256 */
export async function verifyBytes(name: string, bytes: Uint8Array, sha256: string): Promise<void> {
  const { createHash } = await import('node:crypto');
  compare(name, createHash('sha256').update(bytes).digest('hex'), sha256);
}

/** @throws SourceError when the file does not have this SHA-256 */
export async function verifyFile(
  name: string,
  path: string,
  sha256: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [{ createHash }, { createReadStream }] = await Promise.all([
    import('node:crypto'),
    import('node:fs'),
  ]);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    hash.update(chunk as Uint8Array);
  }
  compare(name, hash.digest('hex'), sha256);
}

function compare(name: string, found: string, expected: string): void {
  if (found === expected) return;
  throw new SourceError(
    `${name} is not the file that was expected: its SHA-256 is ${found}, not ${expected}. ` +
      'It is damaged or has been replaced.',
    { source: name },
  );
}
