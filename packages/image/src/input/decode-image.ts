import { check, describeValue, InvalidInputError } from '@tovec/core';
import { decodeBmp, isBmp } from './decode-bmp.js';
import {
  type CheckedDecodeOptions,
  checkDecodeOptions,
  DECODE_KEYS,
  type DecodeImageOptions,
} from './decode-options.js';
import { decodePixels } from './decode-pixels.js';
import { decodeFile, decodePipeline } from './decode-with-sharp.js';
import { type ImageInput, nameOfImage } from './image-input.js';
import type { Picture } from './picture.js';
import { readBytes } from './read-bytes.js';

/**
 * Any picture as eight bits of RGB, upright: grey is spread over the channels, alpha put over a
 * background, 16 bits cut to eight, CMYK converted to sRGB, of an animation the first frame taken. A JPEG
 * gives the very bytes that Pillow gives; its colour profile is not applied, as Pillow does not.
 *
 * @throws InvalidInputError naming the picture when it is none, is damaged, truncated, empty or too large,
 *   or when pixels do not fit their size
 * @throws SourceError when it cannot be read; UnsupportedError for HEIC, where sharp cannot decode it
 * @throws MissingDependencyError when sharp is not installed
 *
 * @example
 * ```ts
 * import { decodeImage } from '@tovec/image';
 *
 * const grey = { data: Uint8Array.of(0, 128), width: 2, height: 1 };
 * const { data } = await decodeImage(grey);
 * console.log(data); // Uint8Array(6) [ 0, 0, 0, 128, 128, 128 ]
 * ```
 */
export async function decodeImage(
  input: ImageInput,
  options: DecodeImageOptions = {},
): Promise<Picture> {
  check.knownKeys('DecodeImageOptions', options, DECODE_KEYS);
  return decodeChecked(input, checkDecodeOptions(options));
}

/** The same, for those who checked the options before. */
export async function decodeChecked(
  input: ImageInput,
  options: CheckedDecodeOptions,
): Promise<Picture> {
  const { signal } = options;
  signal?.throwIfAborted();
  const isSource = typeof input === 'string' || input instanceof URL || ArrayBuffer.isView(input);
  if (isSource) {
    const name = nameOfImage(input);
    const bytes = ArrayBuffer.isView(input) ? input : await readBytes(input, signal);
    if (bytes.length === 0) {
      throw new InvalidInputError(`${name} is empty (0 bytes).`, { given: name });
    }
    return isBmp(bytes) ? decodeBmp(name, bytes, options) : decodeFile(name, bytes, options);
  }
  if (typeof input === 'object' && input !== null) {
    if ('data' in input) return decodePixels(input, options);
    if ('toBuffer' in input && 'clone' in input) {
      return decodePipeline(nameOfImage(input), input, options);
    }
  }
  throw new InvalidInputError(
    `A picture must be a path, a URL object, bytes, a sharp pipeline or { data, width, height }, but was ${describeValue(input)}.`,
    { argument: 'input', given: input },
  );
}
