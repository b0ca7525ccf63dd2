import { describeValue } from '../describe-value.js';
import { EncoderError } from '../errors/encoder-error.js';
import type { Encoder } from './encoder.js';

/** One call of the encoder: the rows of the result that it fills. */
export type Batch = readonly number[];

/**
 * Splits the inputs into batches of at most `batchSize`. Where the encoder can tell what an input
 * costs, inputs of like cost go together, the dearest first (so that memory peaks at once), and
 * rows × the dearest stays within `limits.maxBatchCost`; an input above that goes alone.
 */
export function planBatches<Input>(
  encoder: Encoder<Input>,
  inputs: readonly Input[],
  batchSize: number,
): Batch[] {
  const rows = Array.from(inputs.keys());
  const costs = encoder.cost === undefined ? undefined : costsOf(encoder, inputs);
  if (costs !== undefined) rows.sort((a, b) => costs[b]! - costs[a]!);
  const budget = encoder.limits.maxBatchCost ?? Infinity;
  const batches: Batch[] = [];
  for (let first = 0; first < rows.length; ) {
    const dearest = costs?.[rows[first]!] ?? 0;
    const affordable = dearest > 0 ? Math.max(1, Math.floor(budget / dearest)) : Infinity;
    const last = Math.min(rows.length, first + Math.min(batchSize, affordable));
    batches.push(rows.slice(first, last));
    first = last;
  }
  return batches;
}

function costsOf<Input>(encoder: Encoder<Input>, inputs: readonly Input[]): Float64Array {
  return Float64Array.from(inputs, (input, row) => {
    const cost = encoder.cost!(input);
    if (Number.isFinite(cost) && cost >= 0) return cost;
    throw new EncoderError(
      `The encoder '${encoder.id}' says that input ${row} costs ${describeValue(cost)}; ` +
        'a cost must be a finite number of at least 0. Report this to its author.',
      { encoder: encoder.id },
    );
  });
}
