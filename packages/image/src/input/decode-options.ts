import { check, describeValue, InvalidInputError } from '@tovec/core';

/** What stands behind transparent pixels; `'ignore'` takes their colours as if they were opaque. */
export type Background = readonly [red: number, green: number, blue: number] | 'ignore';

export interface DecodeImageOptions {
  /**
   * Behind transparent pixels; default white, `[255, 255, 255]`, which is ours: most pictures with alpha
   * were drawn to be put on paper. Pillow's `convert('RGB')`, and so torchvision, timm and Keras, do what
   * `'ignore'` does.
   */
  readonly background?: Background | undefined;
  /**
   * Pictures of more pixels are refused before they are decoded (decompression bombs); default
   * 178,956,970, from which on Pillow raises.
   */
  readonly maxPixels?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** {@link DecodeImageOptions} with their defaults. */
export interface CheckedDecodeOptions {
  readonly background: Background;
  readonly maxPixels: number;
  readonly signal: AbortSignal | undefined;
}

const WHITE = [255, 255, 255] as const;
/** Twice `PIL.Image.MAX_IMAGE_PIXELS`, which is what fits into a quarter of a gigabyte. */
const MAX_PIXELS = 2 * Math.floor(2 ** 30 / 4 / 3);

export const DECODE_KEYS = ['background', 'maxPixels', 'signal'];

/** Fills in the defaults. */
export function checkDecodeOptions(options: DecodeImageOptions): CheckedDecodeOptions {
  const { background = WHITE, signal } = options;
  const maxPixels = check.integer('maxPixels', options.maxPixels ?? MAX_PIXELS, { min: 1 });
  if (background === 'ignore') return { background, maxPixels, signal };
  if (!Array.isArray(background) || background.length !== 3) {
    throw new InvalidInputError(
      `background must be [red, green, blue] or 'ignore', but was ${describeValue(background)}.`,
      { argument: 'background', given: background },
    );
  }
  for (const part of background) check.integer('background', part, { min: 0, max: 255 });
  return { background, maxPixels, signal };
}

/** The error for a picture that is too large, with what to do. */
export function tooManyPixels(
  name: string,
  size: { readonly width: number; readonly height: number } | undefined,
  maxPixels: number,
): InvalidInputError {
  const measured = size === undefined ? 'has' : `is ${size.width}×${size.height}, which is`;
  return new InvalidInputError(
    `${name} ${measured} more than ${maxPixels} pixels. Raise maxPixels if you trust it.`,
    { argument: 'maxPixels', given: maxPixels },
  );
}
