import type { PairExamples } from './edge-split.js';

/** The SHA-256 of the pairs of a split: those with the same one ask the same. */
export async function sha256OfPairs(
  parts: Readonly<Record<'train' | 'validation' | 'test', PairExamples>>,
): Promise<string> {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  const { train, validation, test } = parts;
  for (const { positives, negatives } of [train, validation, test]) {
    hash.update(JSON.stringify([positives, negatives]));
  }
  return hash.digest('hex');
}
