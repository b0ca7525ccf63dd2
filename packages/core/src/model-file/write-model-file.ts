import { InvalidInputError } from '../errors/invalid-input-error.js';
import type { WriteFileAtomicallyOptions } from '../files/write-atomically.js';
import type { StreamedTensor, TensorToWrite } from '../safetensors/tensor.js';
import { writeSafetensors } from '../safetensors/write-safetensors.js';
import { FORMAT_VERSION, ITEM_OFFSETS, ITEM_UTF8, METADATA } from './layout.js';
import type { ModelFile, ModelTensor } from './model-file.js';

/** A model to write: its tensors may come in chunks. */
export interface ModelFileToWrite extends Omit<ModelFile, 'tensors'> {
  readonly tensors: Readonly<Record<string, ModelTensor | Omit<StreamedTensor, 'name'>>>;
}

/**
 * Writes a model as one safetensors file, atomically: a failed save leaves the old file whole.
 *
 * @throws InvalidInputError when a tensor does not fit its shape or has a reserved name
 * @throws SourceError when the file cannot be written
 */
export async function writeModelFile(
  path: string,
  model: ModelFileToWrite,
  options: WriteFileAtomicallyOptions = {},
): Promise<void> {
  const { encoder, config, report, items } = model;
  const tensors: (TensorToWrite | StreamedTensor)[] = Object.entries(model.tensors).map(
    ([name, tensor]) => {
      if (name === ITEM_UTF8 || name === ITEM_OFFSETS) {
        throw new InvalidInputError(
          `The tensor name '${name}' is reserved. Give the items instead.`,
          {
            argument: 'tensors',
            given: name,
          },
        );
      }
      return { name, ...tensor };
    },
  );
  if (items !== undefined) {
    const { utf8, offsets } = items;
    tensors.push(
      { name: ITEM_UTF8, dtype: 'U8', shape: [utf8.length], bytes: utf8 },
      {
        name: ITEM_OFFSETS,
        dtype: 'U32',
        shape: [offsets.length],
        bytes: new Uint8Array(offsets.buffer, offsets.byteOffset, offsets.byteLength),
      },
    );
  }
  const metadata: Record<string, string> = {
    [METADATA.formatVersion]: FORMAT_VERSION,
    [METADATA.encoder]: encoder,
    [METADATA.config]: JSON.stringify(config),
  };
  if (report !== undefined) metadata[METADATA.report] = JSON.stringify(report);
  await writeSafetensors(path, { metadata, tensors }, options);
}
