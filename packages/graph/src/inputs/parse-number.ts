import { decodeUtf8 } from '@tovec/core';

const [zero, nine, dot] = [0x30, 0x39, 0x2e];
/** Digits that a whole number may have and still be exact, with any number of decimals below them. */
const exactDigits = 15;

/** The number that `bytes[start…end]` spell; NaN where they spell none. Fast for plain decimals. */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > exactDigits) return slowly(bytes, start, end);
  let value = 0;
  let scale = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= zero && byte <= nine) {
      value = value * 10 + (byte - zero);
      scale *= 10;
    } else if (byte === dot && scale === 0) scale = 1;
    else return slowly(bytes, start, end);
  }
  return scale === 0 ? value : value / scale;
}

function slowly(bytes: Uint8Array, start: number, end: number): number {
  const text = decodeUtf8(bytes, start, end);
  return /^[-+.\d]/.test(text) ? Number(text) : Number.NaN;
}
