import { check } from '@tovec/core';
import type { Layout } from '../architecture/architecture.js';
import { classicPreprocessing } from '../architecture/classic-preprocessing.js';
import {
  checkLoadOptions,
  type LoadPretrainedOptions,
  loadPretrained,
} from '../architecture/load-pretrained.js';
import type { ImageEncoder } from '../encoder/define-image-encoder.js';
import { vgg16LayerAliases, vgg16Layouts } from './layouts.js';
import { type Vgg16Options, vgg16Architecture, vgg16Network } from './network.js';

export interface LoadVgg16Options extends LoadPretrainedOptions {
  /** Whose names and axes the weights have, and whose preprocessing fits them. */
  readonly layout: Layout;
  /** Default `'fc1'`, 4,096 numbers. Others: `'fc2'`, `'block5_pool'`, … */
  readonly layer?: string | undefined;
  /** Of a network that is not the published one. */
  readonly architecture?: Vgg16Options | undefined;
}

/**
 * Loads VGG16 as an encoder of pictures. Vectors are those of Keras, torchvision and timm on the same
 * weights.
 *
 * @throws ModelFileError when the weights are damaged, or not those of this network: all that is missing,
 *   unexpected or of another shape is listed
 * @throws SourceError when they cannot be read
 * @throws MissingItemError for a layer that there is not, with the nearest names
 * @throws MissingDependencyError where onnxruntime-node or sharp is not installed
 *
 * @example
 * ```ts no-run
 * import { loadVgg16 } from '@tovec/image/vgg16';
 *
 * await using encoder = await loadVgg16({ weights: 'vgg16.safetensors', layout: 'keras' });
 * const { dimensions } = await encoder.encode(['cat.jpg', 'dog.jpg']);
 * console.log(dimensions); // 4096
 * ```
 */
export async function loadVgg16(options: LoadVgg16Options): Promise<ImageEncoder> {
  const {
    layout,
    architecture: own,
    ...loading
  } = checkLoadOptions('LoadVgg16Options', options, ['layout', 'architecture']);
  check.oneOf('layout', layout, ['keras', 'torchvision', 'timm']);
  const architecture = vgg16Architecture(own);
  return loadPretrained(
    {
      id: 'vgg16',
      network: (top) => vgg16Network({ ...architecture, top: top && architecture.top }),
      size: architecture.size,
      names: vgg16Layouts(architecture)[layout],
      aliases: vgg16LayerAliases(),
      layer: architecture.top ? 'fc1' : 'block5_pool',
      preprocessing: classicPreprocessing(layout, architecture.size, { filter: 'bilinear' }),
    },
    loading,
  );
}
