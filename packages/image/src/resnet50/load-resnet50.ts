import { check } from '@tovec/core';
import type { Layout } from '../architecture/architecture.js';
import { classicPreprocessing } from '../architecture/classic-preprocessing.js';
import {
  checkLoadOptions,
  type LoadPretrainedOptions,
  loadPretrained,
} from '../architecture/load-pretrained.js';
import type { ImageEncoder } from '../encoder/define-image-encoder.js';
import { resnet50LayerAliases, resnet50Layouts } from './layouts.js';
import { type ResNet50Options, resnet50Architecture, resnet50Network } from './network.js';

export interface LoadResNet50Options extends LoadPretrainedOptions {
  /**
   * Whose names and axes the weights have, whose preprocessing fits them, and which version they are of:
   * `'keras'` is v1, `'torchvision'` and `'timm'` are v1.5.
   */
  readonly layout: Layout;
  /** Default `'avg_pool'`, 2,048 numbers. Others: `'conv4_block6_out'` or `'layer3'`, … */
  readonly layer?: string | undefined;
  /** Of a network that is not the published one. */
  readonly architecture?: ResNet50Options | undefined;
}

/**
 * Loads ResNet50 as an encoder of pictures. Vectors are those of Keras, torchvision and timm on the same
 * weights. Weights that torchvision calls `IMAGENET1K_V2` want
 * `preprocessing: torchvisionPreprocessing({ resize: 232 })`.
 *
 * @throws ModelFileError when the weights are damaged, or not those of this network: all that is missing,
 *   unexpected or of another shape is listed
 * @throws SourceError when they cannot be read
 * @throws MissingItemError for a layer that there is not, with the nearest names
 * @throws MissingDependencyError where onnxruntime-node or sharp is not installed
 *
 * @example
 * ```ts no-run
 * import { loadResNet50 } from '@tovec/image/resnet50';
 *
 * await using encoder = await loadResNet50({ weights: 'model.safetensors', layout: 'timm' });
 * const { dimensions } = await encoder.encode(['cat.jpg', 'dog.jpg'], { normalize: true });
 * console.log(dimensions); // 2048
 * ```
 */
export async function loadResNet50(options: LoadResNet50Options): Promise<ImageEncoder> {
  const {
    layout,
    architecture: own,
    ...loading
  } = checkLoadOptions('LoadResNet50Options', options, ['layout', 'architecture']);
  check.oneOf('layout', layout, ['keras', 'torchvision', 'timm']);
  const version = layout === 'keras' ? 'v1' : 'v1.5';
  const architecture = resnet50Architecture({ version, ...own });
  return loadPretrained(
    {
      id: 'resnet50',
      network: (top) => resnet50Network({ ...architecture, top: top && architecture.top }),
      size: architecture.size,
      names: resnet50Layouts[layout],
      aliases: resnet50LayerAliases(architecture),
      layer: 'avg_pool',
      preprocessing: classicPreprocessing(layout, architecture.size, { cropPercentage: 0.95 }),
    },
    loading,
  );
}
