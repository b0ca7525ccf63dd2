import { InvalidInputError, UnsupportedError } from '@tovec/core';
import { type CheckedDecodeOptions, tooManyPixels } from './decode-options.js';
import type { Picture } from './picture.js';

/** Whether the bytes are a Windows bitmap, which libvips does not read. */
export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d && bytes.length >= 26;
}

interface Header {
  readonly width: number;
  readonly height: number;
  /** Whether the first row stored is the lowest. */
  readonly bottomUp: boolean;
  readonly bits: number;
  readonly pixelsAt: number;
  /** Four bytes (three in the oldest version) of blue, green and red for each colour. */
  readonly palette: { readonly at: number; readonly step: number };
}

/** Uncompressed bitmaps of 1, 4, 8, 24 and 32 bits, alpha unread, as Pillow does by default. */
export function decodeBmp(
  name: string,
  bytes: Uint8Array,
  { maxPixels }: CheckedDecodeOptions,
): Picture {
  const { width, height, bottomUp, bits, pixelsAt, palette } = readHeader(name, bytes);
  if (width * height > maxPixels) throw tooManyPixels(name, { width, height }, maxPixels);
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (pixelsAt + stride * height > bytes.length) {
    throw new InvalidInputError(
      `${name} is truncated: ${width}×${height} pixels end at byte ${pixelsAt + stride * height}, the file after ${bytes.length}.`,
      { given: name },
    );
  }
  const data = new Uint8Array(width * height * 3);
  const perByte = 8 / bits;
  for (let row = 0, out = 0; row < height; row++) {
    const start = pixelsAt + (bottomUp ? height - 1 - row : row) * stride;
    for (let column = 0; column < width; column++, out += 3) {
      let at = start + column * (bits >> 3);
      if (bits <= 8) {
        const byte = bytes[start + Math.floor(column / perByte)]!;
        const shift = 8 - bits - (column % perByte) * bits;
        at = palette.at + ((byte >> shift) & ((1 << bits) - 1)) * palette.step;
      }
      data[out] = bytes[at + 2]!;
      data[out + 1] = bytes[at + 1]!;
      data[out + 2] = bytes[at]!;
    }
  }
  return { data, width, height };
}

function readHeader(name: string, bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(14, true);
  const old = headerBytes === 12;
  const known = old || (headerBytes >= 40 && bytes.length >= 54);
  if (!known || view.getUint16(old ? 22 : 26, true) !== 1) {
    throw new InvalidInputError(`${name} begins like a bitmap (BMP), but has no header of one.`, {
      given: name,
    });
  }
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = old ? view.getInt16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = old ? 0 : view.getUint32(30, true);
  if (width < 1 || signedHeight === 0) {
    throw new InvalidInputError(`${name} says it is ${width}×${signedHeight} pixels.`, {
      given: name,
    });
  }
  if (![1, 4, 8, 24, 32].includes(bits) || compression !== 0) {
    const kind = compression === 0 ? '' : `, compression ${compression}`;
    throw new UnsupportedError(
      `${name} is a bitmap (BMP) of ${bits} bits${kind}; only uncompressed ones of 1, 4, 8, 24 and 32 bits are read. Convert it to PNG.`,
    );
  }
  return {
    width,
    height: Math.abs(signedHeight),
    bottomUp: signedHeight > 0,
    bits,
    pixelsAt: view.getUint32(10, true),
    palette: { at: 14 + headerBytes, step: old ? 3 : 4 },
  };
}
