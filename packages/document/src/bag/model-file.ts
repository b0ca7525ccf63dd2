import { type JsonObject, type ModelFile, ModelFileError, type ModelTensor } from '@tovec/core';
import { type KeyedVectors, vectorTensors } from '@tovec/vectors';
import type { BagParts } from './bag.js';
import type { CommonPart } from './common-part.js';
import { type BagSettings, bagSettings, type WordCounts } from './options.js';

/** The encoder's id, in files and messages. */
export const bagId = 'bag';
const commonTensor = 'common';

/** The bag as its file holds it. Counts are those of words with a vector, and what others come to. */
export function bagFile({ words, settings, counts, common }: BagParts & { words: KeyedVectors }) {
  const { items, tensors } = vectorTensors(words);
  const { weighting, a, lowercase, tokenPattern } = settings;
  const own = counts && Float64Array.from(items, (item) => counts.get(item) ?? 0);
  const known = own?.reduce((sum, count) => sum + count, 0) ?? 0;
  let all = 0;
  for (const count of counts?.values() ?? []) all += count;
  const file: ModelFile = {
    encoder: bagId,
    config: {
      ...{ modality: words.modality, weighting, a, lowercase, otherWords: all - known },
      tokenPattern: tokenPattern && { source: tokenPattern.source, flags: tokenPattern.flags },
    },
    items,
    tensors: {
      ...tensors,
      ...(own && { counts: tensor([own.length], own) }),
      ...(common && {
        [commonTensor]: tensor(
          [common.components.length / common.dimensions, common.dimensions],
          common.components,
        ),
      }),
    },
  };
  return file;
}

/** What a file says beside the vectors. @throws ModelFileError */
export function readBag(model: ModelFile, words: KeyedVectors, file: string): BagParts {
  const { config } = model;
  return {
    words,
    settings: settingsOf(config, file),
    counts: countsOf(words, Number(config.otherWords ?? 0)),
    common: commonOf(model.tensors[commonTensor], words.dimensions, file),
  };
}

function settingsOf(config: JsonObject, file: string): BagSettings {
  const { weighting, a, lowercase, tokenPattern } = config;
  try {
    const { source, flags } = (tokenPattern ?? {}) as { source?: string; flags?: string };
    return bagSettings({
      ...({ weighting, a, lowercase } as Partial<BagSettings>),
      tokenPattern: source === undefined ? undefined : new RegExp(source, flags),
    });
  } catch (cause) {
    throw new ModelFileError(`the bag's settings cannot be: ${(cause as Error).message}`, {
      ...{ file, cause },
    });
  }
}

function countsOf({ items, counts }: KeyedVectors, others: number): WordCounts | undefined {
  if (!counts) return undefined;
  const known = new Map<string, number>();
  for (const [row, item] of [...items].entries()) known.set(item, counts[row]!);
  // No word has this name: what is split at white space is never empty.
  if (others > 0) known.set('', others);
  return known;
}

function commonOf(
  found: ModelTensor | undefined,
  dimensions: number,
  file: string,
): CommonPart | undefined {
  if (!found) return undefined;
  if (found.dtype !== 'F64' || found.shape.length !== 2 || found.shape[1] !== dimensions) {
    throw new ModelFileError(
      `the tensor '${commonTensor}' is ${found.dtype} [${found.shape}]; F64 [n,${dimensions}] is needed`,
      { file },
    );
  }
  return { components: new Float64Array(found.bytes.slice().buffer), dimensions };
}

function tensor(shape: number[], { buffer, byteOffset, byteLength }: Float64Array): ModelTensor {
  return { dtype: 'F64', shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}
