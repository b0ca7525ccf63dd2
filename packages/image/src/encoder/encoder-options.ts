import { check } from '@tovec/core';
import { checkDecodeOptions, type DecodeImageOptions } from '../input/decode-options.js';
import { type ImagePooling, POOLINGS } from './pool-layer.js';

/** What every loader of an image encoder offers. */
export interface ImageEncoderOptions extends Omit<DecodeImageOptions, 'signal'> {
  /**
   * How a layer that is a map becomes a vector; default `'average'`, as in timm and with Keras's
   * `pooling='avg'`. A layer that is a vector stays as it is.
   */
  readonly pooling?: ImagePooling | undefined;
  /** Pictures that go through the network at a time; default 16. */
  readonly batchSize?: number | undefined;
  /**
   * What becomes of a picture that cannot be read: `'throw'` (default) ends the encoding, `'report'`
   * makes its row zeros, with a note `missing` that says why, and the rest goes on.
   */
  readonly missing?: 'throw' | 'report' | undefined;
}

/** The keys of {@link ImageEncoderOptions}, for the options that extend them. */
export const IMAGE_ENCODER_KEYS = [
  'pooling',
  'batchSize',
  'missing',
  'background',
  'maxPixels',
] as const satisfies (keyof ImageEncoderOptions)[];

/** Fills in the defaults; for loaders to call before they load anything. @throws InvalidInputError */
export function checkEncoderOptions(options: ImageEncoderOptions) {
  const { pooling = 'average', batchSize = 16, missing = 'throw' } = options;
  const { background, maxPixels } = checkDecodeOptions(options);
  return {
    pooling: check.oneOf('pooling', pooling, POOLINGS),
    batchSize: check.integer('batchSize', batchSize, { min: 1 }),
    missing: check.oneOf('missing', missing, ['throw', 'report']),
    decoding: { background, maxPixels },
  };
}
