import {
  check,
  OPEN_SOURCE_KEYS,
  type OpenSourceOptions,
  readModelFile,
  type Source,
} from '@tovec/core';
import { IMAGE_ENCODER_KEYS } from '../encoder/encoder-options.js';
import { type Cnn, type OpenCnnOptions, openCnn } from './cnn.js';
import { cnnParts } from './model-file.js';
import { cnnId } from './parts.js';

export interface LoadCnnOptions extends OpenCnnOptions, OpenSourceOptions {}

/**
 * Loads a network that `Cnn.save` wrote.
 *
 * @throws ModelFileError when the file is damaged, or holds another model
 * @throws SourceError when it cannot be read
 * @throws MissingItemError for a layer that there is not, with the nearest names
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { loadCnn, trainCnn } from '@tovec/image/cnn';
 *
 * const path = `${tmpdir()}/tovec-example-cnn.safetensors`;
 * const image = (value: number) => ({ data: new Uint8Array(192).fill(value), width: 8, height: 8 });
 * const examples = [
 *   { image: image(10), label: 'dark' },
 *   { image: image(240), label: 'light' },
 * ];
 * const trained = await trainCnn(examples, { size: 8, width: 2, epochs: 1 });
 * await trained.save(path);
 * await trained.dispose();
 *
 * await using cnn = await loadCnn(path, { layer: 'block4' });
 * console.log(cnn.classes, cnn.encoder.dimensions); // [ 'dark', 'light' ] 16
 * ```
 */
export async function loadCnn(source: Source, options: LoadCnnOptions = {}): Promise<Cnn> {
  const keys = ['layer', ...IMAGE_ENCODER_KEYS, ...OPEN_SOURCE_KEYS];
  check.knownKeys('LoadCnnOptions', options, keys);
  const { signal, offline, sha256, cacheDirectory, onProgress, ...opening } = options;
  const reading = { signal, offline, sha256, cacheDirectory, onProgress };
  const model = await readModelFile(source, { ...reading, encoder: cnnId });
  const file = typeof source === 'string' ? source : 'the model';
  return openCnn(cnnParts(model, file), opening);
}
