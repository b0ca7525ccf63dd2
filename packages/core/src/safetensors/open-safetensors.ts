import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { ModelFileError } from '../errors/model-file-error.js';
import { SourceError } from '../errors/source-error.js';
import { concatenate } from '../files/utf8.js';
import type { ByteReader } from '../sources/byte-reader.js';
import { openSource } from '../sources/open-source.js';
import type { OpenSourceOptions, Source } from '../sources/source.js';
import type { Header } from './parse-header.js';
import { type ReadTensor, readHeader, readTensors, type SelectTensor } from './read-safetensors.js';
import {
  besideIndex,
  checkShard,
  isShardIndex,
  parseShardIndex,
  type ShardIndex,
} from './shard-index.js';
import type { TensorInfo } from './tensor.js';

/** An index of more bytes than the reference implementation's limit for a header is none. */
const MAX_INDEX_BYTES = 100_000_000;

/** Files whose headers are read and checked, and whose data is not yet. */
export interface OpenedSafetensors extends AsyncDisposable {
  /** What to call them in messages. */
  readonly name: string;
  /** Of all files together; where two say different things, the first. */
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order in which they will be read. */
  readonly tensors: readonly TensorInfo[];
  /** Reads the data, once, from front to back, one tensor at a time. See `readSafetensors`. */
  read(select?: SelectTensor): AsyncGenerator<ReadTensor>;
  close(): Promise<void>;
}

/**
 * Opens a safetensors file, several, or a sharded model by its `model.safetensors.index.json` (any
 * name that ends in `.json`; the shards lie beside it), and reads the headers, so that what is
 * there is known before any data is read. Close it, or use `await using`.
 *
 * @throws ModelFileError when a file is damaged or not safetensors, when two hold a tensor of one
 *   name, or when an index and its shards do not agree
 * @throws SourceError when a file cannot be read, as a shard that is missing
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { openSafetensors, tensorToFloat32, writeSafetensors } from '@tovec/core';
 *
 * const path = `${tmpdir()}/tovec-example-open.safetensors`;
 * const bytes = new Uint8Array(Float32Array.of(1, 2).buffer);
 * await writeSafetensors(path, { tensors: [{ name: 'bias', dtype: 'F32', shape: [2], bytes }] });
 *
 * const file = await openSafetensors(path);
 * console.log(file.tensors.map(({ name, shape }) => `${name} [${shape}]`)); // [ 'bias [2]' ]
 * for await (const { info, bytes } of file.read()) {
 *   console.log(tensorToFloat32(info.dtype, bytes)); // Float32Array(2) [ 1, 2 ]
 * }
 * await file.close();
 * ```
 */
export async function openSafetensors(
  source: Source | readonly Source[],
  options: OpenSourceOptions = {},
): Promise<OpenedSafetensors> {
  if (isList(source)) return openAll(source, options);
  if (!isShardIndex(source)) return openAll([source], options);
  if (options.sha256 !== undefined) {
    throw new InvalidInputError('sha256 is that of one file, but an index names several.', {
      argument: 'sha256',
      given: options.sha256,
    });
  }
  const { name, shards } = await readShardIndex(source, options);
  const files = [...shards.keys()].map((shard) => besideIndex(source, shard));
  return openAll(files, options, { name, promised: [...shards.values()] });
}

function isList(source: Source | readonly Source[]): source is readonly Source[] {
  return Array.isArray(source);
}

interface Index {
  readonly name: string;
  /** The tensors of each file. */
  readonly promised: readonly ReadonlySet<string>[];
}

interface OpenFile {
  readonly reader: ByteReader;
  readonly header: Header;
}

async function openAll(
  sources: readonly Source[],
  options: OpenSourceOptions,
  index?: Index,
): Promise<OpenedSafetensors> {
  const files: OpenFile[] = [];
  const close = async () => {
    for (const { reader } of files) await reader.close();
  };
  try {
    for (const [place, source] of sources.entries()) {
      const reader = await openShard(source, options, index);
      // Kept before its header is read, so that it is closed where that fails.
      files.push({ reader, header: EMPTY });
      const header = await readHeader(reader);
      if (index !== undefined) checkShard(header, index.promised[place]!, reader.name);
      files[place] = { reader, header };
    }
    checkNames(files);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    name: index?.name ?? files.map(({ reader }) => reader.name).join(', '),
    metadata: Object.assign({}, ...files.map(({ header }) => header.metadata).reverse()),
    tensors: files.flatMap(({ header }) => header.tensors),
    async *read(select) {
      for (const { reader, header } of files) yield* readTensors(reader, header, select);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const EMPTY: Header = { metadata: {}, tensors: [], dataBytes: 0 };

async function openShard(source: Source, options: OpenSourceOptions, index: Index | undefined) {
  try {
    return await openSource(source, options);
  } catch (cause) {
    if (index === undefined || !SourceError.isInstance(cause)) throw cause;
    throw new SourceError(`A shard that ${index.name} names is not there. ${cause.message}`, {
      source: cause.source,
      cause,
    });
  }
}

function checkNames(files: readonly OpenFile[]): void {
  const places = new Map<string, string>();
  for (const { reader, header } of files) {
    for (const { name } of header.tensors) {
      const other = places.get(name);
      if (other !== undefined) {
        throw new ModelFileError(`the tensor ${describeValue(name)} is in ${other} too`, {
          file: reader.name,
        });
      }
      places.set(name, reader.name);
    }
  }
}

async function readShardIndex(
  source: Source,
  options: OpenSourceOptions,
): Promise<{ name: string; shards: ShardIndex }> {
  await using reader = await openSource(source, options);
  const pieces: Uint8Array[] = [];
  for (;;) {
    const piece = new Uint8Array(1 << 16);
    const count = await reader.read(piece);
    if (count === 0) break;
    pieces.push(piece.subarray(0, count));
    if (reader.position > MAX_INDEX_BYTES) {
      throw new ModelFileError(`the index of shards has more than ${MAX_INDEX_BYTES} bytes`, {
        file: reader.name,
      });
    }
  }
  return { name: reader.name, shards: parseShardIndex(concatenate(pieces), reader.name) };
}
