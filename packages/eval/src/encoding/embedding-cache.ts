import {
  check,
  type Encoder,
  encodeUtf8,
  InvalidInputError,
  ModelFileError,
  openSource,
  type Role,
  readSafetensors,
  SourceError,
  writeSafetensors,
} from '@tovec/core';

/** Where vectors are kept from one evaluation to the next. */
export interface EmbeddingCacheOptions {
  /** A directory, made where it is missing. Whatever is in it may be deleted at any time. */
  readonly directory: string;
  /**
   * What the vectors depend on beside the inputs: the SHA-256 of the model's file, say. Two models
   * with the same key are taken for one, so a name is not enough where it is used again.
   */
  readonly key: string;
}

/** Vectors of a list of inputs, as they are kept. */
export interface CachedEmbeddings {
  /** `inputs × dimensions` numbers, zeros for a missing input. */
  readonly values: Float32Array;
  /** Which inputs the encoder does not know. */
  readonly missing: ReadonlySet<number>;
  /** Which it composed from parts. */
  readonly composed: ReadonlySet<number>;
}

/** A change of the layout changes all addresses. */
const layout = 'tovec embeddings 1';

/** Refuses a cache that is none. */
export function checkCache(cache: EmbeddingCacheOptions | undefined): void {
  if (cache === undefined) return;
  check.knownKeys('EmbeddingCacheOptions', cache, ['directory', 'key']);
  check.string('cache.directory', cache.directory, { nonEmpty: true });
  check.string('cache.key', cache.key, { nonEmpty: true });
}

/**
 * The file for the vectors of these inputs: its name is the SHA-256 of the key, the encoder, its
 * dimensions, the role and every byte of the inputs, each with its length before it.
 *
 * @throws InvalidInputError for inputs that are neither strings nor bytes
 */
export async function cachePath(
  { directory, key }: EmbeddingCacheOptions,
  { id, dimensions }: Encoder<never>,
  inputs: readonly unknown[],
  role?: Role,
): Promise<string> {
  const [{ createHash }, { join }] = await Promise.all([
    import('node:crypto'),
    import('node:path'),
  ]);
  const hash = createHash('sha256');
  const add = (kind: string, bytes: Uint8Array) => {
    hash.update(`${kind}${bytes.length}:`);
    hash.update(bytes);
  };
  for (const part of [layout, key, id, String(dimensions), role ?? '']) add('s', encodeUtf8(part));
  for (const [at, input] of inputs.entries()) {
    if (typeof input === 'string') add('s', encodeUtf8(input));
    else if (input instanceof Uint8Array) add('b', input);
    else {
      throw new InvalidInputError(
        `A cache keeps vectors of strings and bytes, but input ${at} is neither; leave out cache.`,
        { argument: 'cache', given: input },
      );
    }
  }
  return join(directory, `${hash.digest('hex')}.safetensors`);
}

/** What is kept there; undefined where there is nothing, or nothing that can be trusted. */
export async function readCached(
  path: string,
  rows: number,
  dimensions: number,
): Promise<CachedEmbeddings | undefined> {
  try {
    await using reader = await openSource(path);
    const { metadata, tensors } = await readSafetensors(reader);
    const [values, notes] = [tensors.get('vectors'), tensors.get('notes')];
    if (values?.info.dtype !== 'F32' || `${values.info.shape}` !== `${[rows, dimensions]}`) return;
    if (notes?.info.dtype !== 'U8' || `${notes.info.shape}` !== `${[rows]}`) return;
    if (metadata.sha256 !== (await digestOf(values.bytes, notes.bytes))) return;
    const rowsOf = (kind: number) =>
      new Set([...notes.bytes.keys()].filter((row) => notes.bytes[row] === kind));
    return {
      values: new Float32Array(Uint8Array.from(values.bytes).buffer),
      ...{ missing: rowsOf(isMissing), composed: rowsOf(isComposed) },
    };
  } catch (error) {
    if (ModelFileError.isInstance(error) || SourceError.isInstance(error)) return undefined;
    throw error;
  }
}

const isMissing = 1;
const isComposed = 2;

/** Keeps vectors, under their name only once they are whole. */
export async function writeCached(
  path: string,
  { values, missing, composed }: CachedEmbeddings,
  dimensions: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [{ mkdir }, { dirname }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const rows = values.length / dimensions;
  const vectors = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const notes = new Uint8Array(rows);
  for (const row of composed) notes[row] = isComposed;
  for (const row of missing) notes[row] = isMissing;
  await mkdir(dirname(path), { recursive: true }).catch((cause: Error) => {
    throw new SourceError(`The cache ${dirname(path)} cannot be made: ${cause.message}`, {
      ...{ source: path, cause },
    });
  });
  const content = {
    metadata: { layout, sha256: await digestOf(vectors, notes) },
    tensors: [
      { name: 'vectors', dtype: 'F32' as const, shape: [rows, dimensions], bytes: vectors },
      { name: 'notes', dtype: 'U8' as const, shape: [rows], bytes: notes },
    ],
  };
  await writeSafetensors(path, content, { signal });
}

async function digestOf(...parts: readonly Uint8Array[]): Promise<string> {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
