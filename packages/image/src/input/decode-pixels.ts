import { check, describeValue, InvalidInputError } from '@tovec/core';
import { type CheckedDecodeOptions, tooManyPixels } from './decode-options.js';
import type { RawPixels } from './image-input.js';
import type { Picture } from './picture.js';
import { toRgb } from './to-rgb.js';

/** Pixels that somebody else decoded, found to be as many as they should, as eight bits of RGB. */
export function decodePixels(
  pixels: RawPixels,
  { background, maxPixels }: CheckedDecodeOptions,
): Picture {
  const { data } = pixels;
  const width = check.integer('width', pixels.width, { min: 1 });
  const height = check.integer('height', pixels.height, { min: 1 });
  if (width * height > maxPixels) throw tooManyPixels('The picture', { width, height }, maxPixels);
  const bytes = toBytes(data);
  const channels = pixels.channels ?? bytes.length / (width * height);
  if (![1, 2, 3, 4].includes(channels)) {
    const given = pixels.channels ?? `${bytes.length} values for ${width}×${height} pixels`;
    throw new InvalidInputError(
      `Pixels must have 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha) channels, but there are ${given}.`,
      { argument: 'channels', given: channels },
    );
  }
  if (bytes.length !== width * height * channels) {
    throw new InvalidInputError(
      `${width}×${height} pixels of ${channels} channels are ${width * height * channels} values, but data has ${bytes.length}.`,
      { argument: 'data', given: data },
    );
  }
  return toRgb(bytes, width, height, channels, background);
}

function toBytes(data: RawPixels['data']): Uint8Array {
  switch (Object.prototype.toString.call(data)) {
    case '[object Uint8Array]':
      return data as Uint8Array;
    case '[object Uint8ClampedArray]':
      return new Uint8Array(data.buffer, data.byteOffset, data.length);
    case '[object Uint16Array]':
      return Uint8Array.from(data, (value) => value >> 8);
    case '[object Float32Array]':
      return Uint8Array.from(data, fromFraction);
    default:
      throw new InvalidInputError(
        `The data of pixels must be a Uint8Array, Uint16Array or Float32Array, but was ${describeValue(data)}.`,
        { argument: 'data', given: data },
      );
  }
}

function fromFraction(value: number, index: number): number {
  if (value >= 0 && value <= 1) return Math.round(value * 255);
  throw new InvalidInputError(
    `Pixels in a Float32Array must be from 0 to 1, but value ${index} was ${value}. Give those from 0 to 255 in a Uint8Array.`,
    { argument: 'data', given: value },
  );
}
