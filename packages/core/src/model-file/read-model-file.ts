import { check } from '../check.js';
import { describeValue } from '../describe-value.js';
import { ModelFileError } from '../errors/model-file-error.js';
import {
  readSafetensors,
  type SafetensorsContent,
  type SelectTensor,
} from '../safetensors/read-safetensors.js';
import { scanJson } from '../safetensors/scan-json.js';
import { OPEN_SOURCE_KEYS, openSource } from '../sources/open-source.js';
import type { OpenSourceOptions, Source } from '../sources/source.js';
import { faultOfOffsets } from './item-offsets.js';
import { Items } from './items.js';
import { FORMAT_VERSION, ITEM_OFFSETS, ITEM_UTF8, METADATA } from './layout.js';
import type { JsonObject, ModelFile, ModelTensor } from './model-file.js';

export interface ReadModelFileOptions extends OpenSourceOptions {
  /** The id of the encoder that the file must belong to. */
  readonly encoder?: string | undefined;
  /** Says where a tensor's bytes go; called for each tensor but the items. See `readSafetensors`. */
  readonly select?: SelectTensor | undefined;
}

/** Deeper configurations than this are an attack or an accident. */
const MAX_CONFIG_DEPTH = 64;

/**
 * Reads a tovec model file from any source, believing nothing of it.
 *
 * @throws ModelFileError when it is damaged, no tovec model, too new, or for another encoder
 * @throws SourceError when the source cannot be read
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { Items, readModelFile, writeModelFile } from '@tovec/core';
 *
 * const path = `${tmpdir()}/tovec-example-model.safetensors`;
 * const bytes = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
 * await writeModelFile(path, {
 *   encoder: 'example',
 *   config: { window: 5 },
 *   items: Items.from(['cat', 'dog']),
 *   tensors: { vectors: { dtype: 'F32', shape: [2, 2], bytes } },
 * });
 * const model = await readModelFile(path, { encoder: 'example' });
 * console.log(model.config, model.items?.toArray()); // { window: 5 } [ 'cat', 'dog' ]
 * ```
 */
export async function readModelFile(
  source: Source,
  options: ReadModelFileOptions = {},
): Promise<ModelFile> {
  check.knownKeys('ReadModelFileOptions', options, ['encoder', 'select', ...OPEN_SOURCE_KEYS]);
  const { encoder: expected, select, ...sourceOptions } = options;
  await using reader = await openSource(source, sourceOptions);
  const content = await readSafetensors(reader, {
    select: (info) => (isItems(info.name) ? undefined : select?.(info)),
  });
  const file = reader.name;
  const { metadata } = content;
  const version = metadata[METADATA.formatVersion];
  const encoder = metadata[METADATA.encoder];
  if (version === undefined || encoder === undefined) {
    throw new ModelFileError('this safetensors file is not a tovec model', { file });
  }
  if (version !== FORMAT_VERSION) {
    throw new ModelFileError(
      `the model has format version ${describeValue(version)}, this tovec reads ${FORMAT_VERSION}; ` +
        'update tovec, or save the model with this version',
      { file },
    );
  }
  if (expected !== undefined && encoder !== expected) {
    throw new ModelFileError(
      `the model belongs to the encoder ${describeValue(encoder)}, not ${describeValue(expected)}`,
      { file },
    );
  }
  const config = parseJson(metadata, METADATA.config, file) ?? {};
  const report = parseJson(metadata, METADATA.report, file);
  const items = itemsOf(content, file);
  return {
    encoder,
    config,
    ...(report !== undefined && { report }),
    ...(items !== undefined && { items }),
    tensors: tensorsOf(content),
  };
}

function isItems(name: string): boolean {
  return name === ITEM_UTF8 || name === ITEM_OFFSETS;
}

function parseJson(
  metadata: Record<string, string>,
  key: string,
  file: string,
): JsonObject | undefined {
  const text = metadata[key];
  if (text === undefined) return undefined;
  const complaint = scanJson(text, MAX_CONFIG_DEPTH);
  if (complaint !== undefined) throw new ModelFileError(`${key} ${complaint.message}`, { file });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ModelFileError(`${key} is not JSON (${(cause as Error).message})`, { file, cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ModelFileError(`${key} is not a JSON object`, { file });
  }
  return value as JsonObject;
}

function itemsOf({ tensors }: SafetensorsContent, file: string): Items | undefined {
  const utf8 = tensors.get(ITEM_UTF8);
  const offsets = tensors.get(ITEM_OFFSETS);
  if (utf8 === undefined && offsets === undefined) return undefined;
  const wellFormed =
    utf8?.info.dtype === 'U8' &&
    utf8.info.shape.length === 1 &&
    offsets?.info.dtype === 'U32' &&
    offsets.info.shape.length === 1;
  if (!wellFormed) {
    throw new ModelFileError(
      `${ITEM_UTF8} and ${ITEM_OFFSETS} must be one-dimensional U8 and U32 tensors`,
      { file },
    );
  }
  const starts = new Uint32Array(
    offsets.bytes.buffer,
    offsets.bytes.byteOffset,
    offsets.bytes.length / 4,
  );
  const fault = faultOfOffsets(starts, utf8.bytes.length);
  if (fault !== undefined) {
    throw new ModelFileError(`${ITEM_OFFSETS} ${fault.message}`, { file });
  }
  return new Items(utf8.bytes, starts);
}

function tensorsOf({ tensors }: SafetensorsContent): Record<string, ModelTensor> {
  const kept = [...tensors].filter(([name]) => !isItems(name));
  return Object.fromEntries(
    kept.map(([name, { info, bytes }]) => [name, { dtype: info.dtype, shape: info.shape, bytes }]),
  );
}
