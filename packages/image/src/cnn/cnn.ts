import { writeModelFile } from '@tovec/core';
import {
  type CompiledNetwork,
  compileNetwork,
  describeNetwork,
  exportOnnx,
  type TrainingReport,
} from '@tovec/nn';
import { pixelInputs } from '../architecture/architecture.js';
import { decodePredictions, type Prediction } from '../encoder/decode-predictions.js';
import { defineImageEncoder, type ImageEncoder } from '../encoder/define-image-encoder.js';
import type { ImageEncoderOptions } from '../encoder/encoder-options.js';
import type { ImageInput } from '../input/image-input.js';
import { cnnFile } from './model-file.js';
import { type CnnArchitecture, cnnNetwork } from './network.js';
import { type CnnParts, cnnId } from './parts.js';

export interface OpenCnnOptions extends ImageEncoderOptions {
  /** What the encoder gives; default `'features'`, the last layer but one. */
  readonly layer?: string | undefined;
}

/** A small convolutional network that has learnt: an encoder of pictures, and a classifier. */
export class Cnn implements AsyncDisposable {
  /** Gives the features of pictures. */
  readonly encoder: ImageEncoder;
  readonly #classifier: ImageEncoder;
  readonly #parts: CnnParts;
  readonly #network: CompiledNetwork;

  /** @internal `network` has all its named values as outputs, whichever of them were compiled */
  constructor(parts: CnnParts, network: CompiledNetwork, options: OpenCnnOptions) {
    const { layer = 'features', ...encoding } = options;
    const { preprocessing } = parts;
    const common = { ...encoding, id: cnnId, runner: network, preprocessing };
    this.#parts = parts;
    this.#network = network;
    this.encoder = defineImageEncoder({ ...common, layer });
    this.#classifier = defineImageEncoder({ ...common, layer: 'logits' });
  }

  /** What it tells apart, sorted by name. */
  get classes(): readonly string[] {
    return this.#parts.classes;
  }

  get architecture(): CnnArchitecture {
    return this.#parts.architecture;
  }

  /** How training went. */
  get report(): TrainingReport {
    return this.#parts.report;
  }

  /** The classes of each picture with their probabilities, the likeliest first. */
  async classify(
    images: Iterable<ImageInput> | AsyncIterable<ImageInput>,
    { topK = 5, signal }: { topK?: number | undefined; signal?: AbortSignal | undefined } = {},
  ): Promise<Prediction[][]> {
    const logits = await this.#classifier.encode(images, { signal });
    return decodePredictions(logits, { labels: this.classes, topK });
  }

  /**
   * Writes the model, its classes and its preprocessing as one safetensors file.
   *
   * @throws SourceError when the file cannot be written; what stood there before is kept
   */
  async save(path: string, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    await writeModelFile(path, cnnFile(this.#parts), { signal });
  }

  /**
   * Writes the network as ONNX, with the outputs `features` and `logits` of the input `pixels`; what was
   * done to pictures before stands in its metadata as JSON, under `preprocessing`.
   */
  async exportOnnx(
    path: string,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    const { architecture, weights } = this.#parts;
    const options = { inputs: pixelInputs(architecture), weights, signal };
    const outputs = ['features', 'logits'];
    const metadata = {
      properties: {
        classes: JSON.stringify(this.classes),
        preprocessing: JSON.stringify(this.#parts.preprocessing),
      },
    };
    await exportOnnx(cnnNetwork(architecture), { ...options, outputs, metadata }, path);
  }

  /** Frees the memory, once what is being encoded is done. */
  async dispose(): Promise<void> {
    await this.#network.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

/** Makes a network ready to run. */
export async function openCnn(parts: CnnParts, options: OpenCnnOptions): Promise<Cnn> {
  const { architecture, weights } = parts;
  const network = cnnNetwork(architecture);
  const inputs = pixelInputs(architecture);
  const { layer = 'features' } = options;
  // A layer that there is not is refused where its neighbours are known.
  const named = describeNetwork(network, inputs).outputs;
  const outputs = [...new Set(named.has(layer) ? [layer, 'logits'] : ['logits'])];
  const compiled = await compileNetwork(network, { inputs, weights, outputs });
  try {
    return new Cnn(parts, { ...compiled, outputs: named }, options);
  } catch (error) {
    await compiled.dispose();
    throw error;
  }
}
