import { InvalidInputError, ModelFileError, SourceError, UnsupportedError } from '@tovec/core';
import { decodeChecked } from '../input/decode-image.js';
import type { CheckedDecodeOptions } from '../input/decode-options.js';
import type { ImageInput } from '../input/image-input.js';
import { type ChannelOrder, preprocess } from '../preprocessing/preprocess.js';
import type { Preprocessing } from '../preprocessing/preprocessing.js';
import { createLimit } from './create-limit.js';

/** Pictures on their way into a network. */
export interface ReadBatch {
  /** The numbers of those that could be read, one picture after the other, without gaps; see `release`. */
  readonly data: Float32Array;
  /** Which inputs they are. */
  readonly rows: readonly number[];
  /** Why the others could not be read. */
  readonly failures: readonly { readonly row: number; readonly error: Error }[];
  /** Gives memory to a later batch: `data`, or what has taken its place. */
  release(memory: Float32Array): void;
}

export interface BatchReaderOptions {
  readonly preprocessing: Preprocessing;
  readonly order: ChannelOrder;
  readonly decoding: Omit<CheckedDecodeOptions, 'signal'>;
  /** What becomes of a picture that cannot be read: the end of its batch, or a failure beside it. */
  readonly missing: 'throw' | 'report';
}

/** libvips decodes in the threads of libuv, of which there are four unless somebody changed that. */
const DECODED_AT_A_TIME = 4;

/** Batches whose memory is kept: new memory costs four times what writing to it costs. */
const SPARE = 2;

/**
 * Decodes and preprocesses batches. However many are asked for at once, few pictures are decoded at a
 * time, those of the first batch first.
 */
export function createBatchReader({
  preprocessing,
  order,
  decoding,
  missing,
}: BatchReaderOptions): (
  inputs: readonly ImageInput[],
  signal: AbortSignal | undefined,
) => Promise<ReadBatch> {
  const limit = createLimit(DECODED_AT_A_TIME);
  const [height, width] = preprocessing.size;
  const length = 3 * height * width;
  const spare: Float32Array[] = [];
  const take = (least: number) => {
    const known = spare.pop();
    return known !== undefined && known.length >= least ? known : new Float32Array(least);
  };

  return async (inputs, signal) => {
    const data = take(inputs.length * length);
    const errors = new Map<number, unknown>();
    const read = async (input: ImageInput, row: number) => {
      if (signal?.aborted || (missing === 'throw' && errors.size > 0)) return;
      try {
        const picture = await decodeChecked(input, { ...decoding, signal });
        preprocess(picture, preprocessing, { data, start: row * length, order });
      } catch (error) {
        errors.set(row, error);
      }
    };
    await Promise.all(inputs.map((input, row) => limit(() => read(input, row))));
    signal?.throwIfAborted();
    const failures = [...errors].map(([row, error]) => {
      if (missing === 'throw' || !isUnreadable(error)) throw error;
      return { row, error };
    });
    const rows = Array.from(inputs.keys()).filter((row) => !errors.has(row));
    for (const [index, row] of rows.entries()) {
      if (index !== row) data.copyWithin(index * length, row * length, (row + 1) * length);
    }
    return {
      ...{ data: data.subarray(0, rows.length * length), rows, failures },
      release(memory) {
        if (spare.length < SPARE) spare.push(memory);
      },
    };
  };
}

/** Whether it is the picture's fault; a missing sharp, say, is not. */
function isUnreadable(error: unknown): error is Error {
  return (
    InvalidInputError.isInstance(error) ||
    ModelFileError.isInstance(error) ||
    SourceError.isInstance(error) ||
    UnsupportedError.isInstance(error)
  );
}
