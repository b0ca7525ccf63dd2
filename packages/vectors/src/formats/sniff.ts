import { type ByteReader, ModelFileError } from '@tovec/core';
import type { VectorFormat } from './format.js';
import { parseHeader } from './header.js';
import { npyMagic } from './npy-header.js';
import { isBlank, trailingNumbers } from './text-row.js';

/** Enough to hold the header and the first row of anything but extremely wide tables. */
const sampleBytes = 1 << 16;

/**
 * Tells the format of a file of vectors by its content, whatever its name, without consuming any
 * of it.
 *
 * @throws ModelFileError when it is none that is known, or one that has to be converted first
 * @example
 * ```ts
 * import { openSource } from '@tovec/core';
 * import { sniffVectorFormat } from '@tovec/vectors';
 *
 * await using reader = await openSource(new TextEncoder().encode('2 2\ncat 1 0\ndog 0 1\n'));
 * console.log(await sniffVectorFormat(reader)); // word2vec-text
 * ```
 */
export async function sniffVectorFormat(reader: ByteReader): Promise<VectorFormat> {
  const { name: file } = reader;
  const bytes = await reader.peek(sampleBytes);
  if (bytes.length === 0) throw new ModelFileError('the file is empty', { file });
  if (startsWith(bytes, npyMagic)) return 'npy';
  if (looksLikeSafetensors(bytes)) return 'tovec';
  for (const { magic, message } of others) {
    if (startsWith(bytes, magic)) throw new ModelFileError(message, { file });
  }
  const start = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const end = endOfLine(bytes, start);
  const line = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 64)));
  const promised = parseHeader(line);
  if (promised) return formatBehindHeader(bytes, end + 1, promised.dimensions);
  if (numbersOf(bytes, start, end) > 0) return 'glove';
  throw new ModelFileError(
    'this is no file of vectors that is known: word2vec text or binary, GloVe text, NumPy, or a ' +
      'tovec model',
    { file },
  );
}

/** Text when the first row ends in numbers, or is broken text; binary when it is neither. */
function formatBehindHeader(bytes: Uint8Array, start: number, dimensions: number): VectorFormat {
  const end = endOfLine(bytes, start);
  const numbers = numbersOf(bytes, start, end);
  if (start >= bytes.length || numbers >= Math.min(dimensions, 8)) return 'word2vec-text';
  const rowEnd = bytes.indexOf(0x20, start) + 1 + 4 * dimensions;
  const fitsBinary = rowEnd === bytes.length || bytes[rowEnd] === 0x0a;
  const hasControlBytes = bytes
    .subarray(start, end)
    .some((byte) => byte < 0x20 && !isBlank(byte) && byte !== 0x0d);
  return fitsBinary || hasControlBytes ? 'word2vec-binary' : 'word2vec-text';
}

/** The numbers a line ends in; of a line that goes on behind the sample, the whole fields count. */
function numbersOf(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  if (end === bytes.length && end >= sampleBytes) {
    while (last > start && !isBlank(bytes[last - 1]!)) last--;
  }
  return trailingNumbers(bytes, start, last);
}

/** A small header length in eight bytes, then JSON. */
function looksLikeSafetensors(bytes: Uint8Array): boolean {
  return bytes[8] === 0x7b && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0;
}

const others = [
  {
    magic: [0xba, 0x16, 0x4f, 0x2f],
    message:
      "this is a fastText model (.bin); read it with '@tovec/word/fasttext', or use its .vec",
  },
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    message: 'this is a zip archive; unzip it and read the file in it',
  },
  {
    magic: [0x80],
    message:
      'this is a Python pickle, as gensim saves them; write it with save_word2vec_format() instead',
  },
];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

function endOfLine(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(10, start);
  return newline < 0 ? bytes.length : newline;
}
