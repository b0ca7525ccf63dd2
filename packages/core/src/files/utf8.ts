import { InvalidInputError } from '../errors/invalid-input-error.js';

let strictDecoder: TextDecoder | undefined;
let encoder: TextEncoder | undefined;

/**
 * Decodes UTF-8 so that nothing is lost: a byte that is not part of valid UTF-8 becomes the lone
 * surrogate U+DC80 + (byte − 128), as Python's `surrogateescape` does, and {@link encodeUtf8} turns
 * it back into that byte. A byte order mark stays, nothing is normalised. The bytes may lie in a
 * SharedArrayBuffer.
 *
 * @example
 * ```ts
 * import { decodeUtf8, encodeUtf8 } from '@tovec/core';
 *
 * const text = decodeUtf8(Uint8Array.of(0x63, 0x61, 0x66, 0xe9)); // 'café' in Latin-1
 * console.log(JSON.stringify(text), encodeUtf8(text).at(-1)); // "caf\udce9" 233
 * ```
 */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (end - start <= 24) {
    const ascii = decodeShortAscii(bytes, start, end);
    if (ascii !== undefined) return ascii;
  }
  strictDecoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return strictDecoder.decode(bytes.subarray(start, end));
  } catch {
    return decodeEscaping(bytes, start, end);
  }
}

/**
 * The inverse of {@link decodeUtf8}.
 *
 * @throws InvalidInputError for a lone surrogate that stands for no byte: it has no UTF-8 form
 */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  encoder ??= new TextEncoder();
  // In TypeScript's library from ES2024 on; in Node since version 20.
  if ((text as string & { isWellFormed(): boolean }).isWellFormed()) return encoder.encode(text);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/\p{Surrogate}/gu)) {
    parts.push(encoder.encode(text.slice(from, index)), Uint8Array.of(escapedByte(text, index)));
    from = index + 1;
  }
  parts.push(encoder.encode(text.slice(from)));
  return concatenate(parts);
}

/** Whether the bytes are UTF-8: no stray bytes, no overlong forms, no surrogates. */
export function isValidUtf8(bytes: Uint8Array): boolean {
  let position = 0;
  while (position < bytes.length) {
    const length = sequenceLength(bytes, position, bytes.length);
    if (length === 0) return false;
    position += length;
  }
  return true;
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

/** Words are short and mostly ASCII: a loop beats a call into the decoder. */
function decodeShortAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = '';
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    if (byte > 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeEscaping(bytes: Uint8Array, start: number, end: number): string {
  const parts: string[] = [];
  let position = start;
  while (position < end) {
    const length = sequenceLength(bytes, position, end);
    parts.push(
      length === 0
        ? String.fromCharCode(0xdc00 + bytes[position]!)
        : String.fromCodePoint(codePointAt(bytes, position, length)),
    );
    position += Math.max(1, length);
  }
  return parts.join('');
}

/** The length of the valid UTF-8 sequence at `index` (Unicode, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, index: number, end: number): 0 | 1 | 2 | 3 | 4 {
  const lead = bytes[index]!;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (index + length > end) return 0;
  const second = bytes[index + 1]!;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = index + 2; next < index + length; next++) {
    if ((bytes[next]! & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function codePointAt(bytes: Uint8Array, index: number, length: number): number {
  if (length === 1) return bytes[index]!;
  let code = bytes[index]! & (0x7f >> length);
  for (let next = index + 1; next < index + length; next++) {
    code = (code << 6) | (bytes[next]! & 0x3f);
  }
  return code;
}

function escapedByte(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit >= 0xdc80 && unit <= 0xdcff) return unit - 0xdc00;
  throw new InvalidInputError(
    `The text has half of a surrogate pair (U+${unit.toString(16).toUpperCase()}) at index ${index}, ` +
      'which no UTF-8 file can hold. Replace such halves first, e.g. with text.toWellFormed().',
    { argument: 'text', given: text },
  );
}
