import { encodeUtf8, writeFileAtomically } from '@tovec/core';
import type { Context } from '../context.js';
import { oneLine } from '../errors.js';
import { count } from '../output/numbers.js';
import type { FailedPicture } from './encode-to-file.js';

/** Reasons shown on stderr; a file holds them all. */
const shownReasons = 10;

/** Says on stderr which pictures could not be read and why; writes all of it to a file where one is given. */
export async function reportFailures(
  failed: readonly FailedPicture[],
  rows: number,
  path: string | undefined,
  { note, signal }: Context,
): Promise<void> {
  if (path !== undefined) {
    const lines = failed.map(({ item, reason }) => `${item}\t${oneLine(reason)}\n`);
    await writeFileAtomically(path, (file) => file.write(encodeUtf8(lines.join(''))), { signal });
  }
  if (failed.length === 0) return;
  const reasons = failed.slice(0, shownReasons).map(({ reason }) => `  ${oneLine(reason)}`);
  const left = failed.length - reasons.length;
  const more = left === 0 ? [] : [`  and ${count(left)} more (--errors writes all to a file)`];
  const heading = `${count(failed.length)} of ${count(rows)} rows are zeros, for pictures that cannot be read:`;
  await note([heading, ...reasons, ...more].join('\n'));
}
