import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { ModelFileError } from '../errors/model-file-error.js';
import { concatenate } from '../files/utf8.js';
import type { ByteReader } from '../sources/byte-reader.js';
import { HEADER_START, type Header, parseHeader } from './parse-header.js';
import type { TensorInfo } from './tensor.js';

/** The reference implementation's limit. */
const MAX_HEADER_BYTES = 100_000_000;
/** Where the source's size is unknown, more than this is allocated only for bytes that came. */
const TRUSTED_BYTES = 1 << 24;

/** Says where a tensor's bytes go: a place of exactly `info.byteLength` bytes, or nowhere. */
export type SelectTensor = (info: TensorInfo) => Uint8Array | 'skip' | undefined;

export interface ReadSafetensorsOptions {
  /**
   * Called once per tensor, in the order of the data. What it returns is filled; `'skip'` passes
   * over the tensor; `undefined` means a new array. Default: a new array for each.
   */
  readonly select?: SelectTensor | undefined;
}

export interface SafetensorsContent {
  readonly metadata: Record<string, string>;
  readonly tensors: Map<string, ReadTensor>;
}

/** A tensor that was read. The bytes are little-endian and row-major. */
export interface ReadTensor {
  readonly info: TensorInfo;
  readonly bytes: Uint8Array;
}

/**
 * Reads a safetensors file from front to back, straight into place. The header is checked in full
 * before anything is allocated: its length against the file's, UTF-8, JSON, names, dtypes, shapes,
 * and offsets that cover the data without gap or overlap.
 *
 * @throws ModelFileError when the file is damaged, truncated, or not safetensors
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { openSource, readSafetensors, writeSafetensors } from '@tovec/core';
 *
 * const path = `${tmpdir()}/tovec-example.safetensors`;
 * const bytes = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
 * await writeSafetensors(path, { tensors: [{ name: 'table', dtype: 'F32', shape: [2, 2], bytes }] });
 *
 * const reader = await openSource(path);
 * const { tensors } = await readSafetensors(reader);
 * await reader.close();
 * console.log(tensors.get('table')?.info.shape); // [ 2, 2 ]
 * ```
 */
export async function readSafetensors(
  reader: ByteReader,
  { select }: ReadSafetensorsOptions = {},
): Promise<SafetensorsContent> {
  const header = await readHeader(reader);
  const tensors: SafetensorsContent['tensors'] = new Map();
  for await (const tensor of readTensors(reader, header, select)) {
    tensors.set(tensor.info.name, tensor);
  }
  return { metadata: header.metadata, tensors };
}

/** The data that follows the header, one tensor at a time. */
export async function* readTensors(
  reader: ByteReader,
  header: Header,
  select: SelectTensor | undefined,
): AsyncGenerator<ReadTensor> {
  for (const info of header.tensors) {
    const bytes = await readTensor(reader, info, select);
    if (bytes !== undefined) yield { info, bytes };
  }
  const offset = reader.position;
  if ((await reader.peek(1)).length > 0) {
    throw new ModelFileError('there are bytes after the last tensor', {
      file: reader.name,
      offset,
    });
  }
}

/** Reads a header and checks it in full; the data comes next. */
export async function readHeader(reader: ByteReader): Promise<Header> {
  const start = reader.position;
  const file = reader.name;
  const lengthBytes = new Uint8Array(HEADER_START);
  await reader.readExactly(lengthBytes);
  const length = Number(new DataView(lengthBytes.buffer).getBigUint64(0, true));
  const rest = reader.size === undefined ? MAX_HEADER_BYTES : reader.size - start - HEADER_START;
  if (length < 2 || length > Math.min(rest, MAX_HEADER_BYTES)) {
    throw new ModelFileError(
      `this is not a safetensors file, or a damaged one: it claims a header of ${length} bytes` +
        (reader.size === undefined ? '' : ` in a file of ${reader.size}`),
      { file, offset: start },
    );
  }
  const header = parseHeader(await readNew(reader, length), file);
  const expected = start + HEADER_START + length + header.dataBytes;
  if (reader.size !== undefined && reader.size !== expected) {
    const what = reader.size < expected ? 'truncated' : 'followed by other data';
    throw new ModelFileError(
      `the header describes a file of ${expected} bytes, but there are ${reader.size}; it is ${what}`,
      { file, offset: Math.min(reader.size, expected) },
    );
  }
  return header;
}

async function readTensor(
  reader: ByteReader,
  info: TensorInfo,
  select: SelectTensor | undefined,
): Promise<Uint8Array | undefined> {
  if (select === undefined) return readNew(reader, info.byteLength);
  // A source of unknown size must first prove that the bytes exist; then they may be asked a place.
  const proven = isTrusted(reader, info.byteLength)
    ? undefined
    : await readNew(reader, info.byteLength);
  const target = select(info);
  if (target === 'skip') {
    if (proven === undefined) await reader.skip(info.byteLength);
    return undefined;
  }
  if (target === undefined) return proven ?? readNew(reader, info.byteLength);
  if (target.length !== info.byteLength) {
    throw new InvalidInputError(
      `select must give ${info.byteLength} bytes for the tensor ${describeValue(info.name)}, ` +
        `but gave ${target.length}.`,
      { argument: 'select', given: target },
    );
  }
  if (proven === undefined) await reader.readExactly(target);
  else target.set(proven);
  return target;
}

/** Reads `count` bytes into a new array, which never becomes larger than what the source holds. */
async function readNew(reader: ByteReader, count: number): Promise<Uint8Array> {
  if (isTrusted(reader, count)) {
    const bytes = new Uint8Array(count);
    await reader.readExactly(bytes);
    return bytes;
  }
  const pieces: Uint8Array[] = [];
  for (let left = count; left > 0; left -= TRUSTED_BYTES) {
    const piece = new Uint8Array(Math.min(left, TRUSTED_BYTES));
    await reader.readExactly(piece);
    pieces.push(piece);
  }
  return concatenate(pieces);
}

function isTrusted(reader: ByteReader, count: number): boolean {
  return reader.size !== undefined || count <= TRUSTED_BYTES;
}
