import {
  checkLoadOptions,
  type LoadPretrainedOptions,
  loadPretrained,
} from '../architecture/load-pretrained.js';
import type { ImageEncoder } from '../encoder/define-image-encoder.js';
import type { Preprocessing } from '../preprocessing/preprocessing.js';
import {
  kerasPreprocessing,
  timmPreprocessing,
  torchvisionPreprocessing,
} from '../preprocessing/presets.js';
import {
  type EfficientNetLayout,
  type EfficientNetOptions,
  type EfficientNetVariant,
  efficientnetArchitecture,
  efficientnetVariants,
} from './architecture.js';
import { efficientnetLayerAliases, efficientnetLayouts } from './layouts.js';
import { efficientnetNetwork } from './network.js';

export interface LoadEfficientNetOptions extends LoadPretrainedOptions {
  /** From `'b0'` (the default) to `'b7'`. */
  readonly variant?: EfficientNetVariant | undefined;
  /**
   * Whose names and axes the weights have, whose preprocessing fits them, and whose details the network
   * has: padding, epsilon and the size of the pictures. `'timm-tf'` are timm's `tf_efficientnet_*`.
   */
  readonly layout: EfficientNetLayout;
  /** Default `'avg_pool'`, 1,280 numbers of B0. Others: `'top_activation'`, `'block5c_add'`, … */
  readonly layer?: string | undefined;
  /** Of a network that is not a published one. */
  readonly architecture?: Omit<EfficientNetOptions, 'variant' | 'layout'> | undefined;
}

/**
 * Loads an EfficientNet as an encoder of pictures. Vectors are those of Keras, torchvision and timm on the
 * same weights.
 *
 * @throws ModelFileError when the weights are damaged, or not those of this network: all that is missing,
 *   unexpected or of another shape is listed
 * @throws SourceError when they cannot be read
 * @throws MissingItemError for a layer that there is not, with the nearest names
 * @throws MissingDependencyError where onnxruntime-node or sharp is not installed
 *
 * @example
 * ```ts no-run
 * import { loadEfficientNet } from '@tovec/image/efficientnet';
 *
 * const weights = 'efficientnetb0.safetensors';
 * await using encoder = await loadEfficientNet({ weights, layout: 'keras' });
 * const { dimensions } = await encoder.encode(['cat.jpg', 'dog.jpg']);
 * console.log(dimensions); // 1280
 * ```
 */
export async function loadEfficientNet(options: LoadEfficientNetOptions): Promise<ImageEncoder> {
  const keys = ['variant', 'layout', 'architecture'];
  const checked = checkLoadOptions('LoadEfficientNetOptions', options, keys);
  const { variant = 'b0', layout, architecture: own, ...loading } = checked;
  const architecture = efficientnetArchitecture({ ...own, variant, layout });
  return loadPretrained(
    {
      id: `efficientnet-${variant}`,
      network: (top) => efficientnetNetwork({ ...architecture, top: top && architecture.top }),
      size: architecture.size,
      names: efficientnetLayouts(architecture)[layout],
      aliases: efficientnetLayerAliases(architecture),
      layer: 'avg_pool',
      preprocessing: preprocessingOf(layout, variant, architecture.size),
    },
    loading,
  );
}

/** The shorter side before the middle is cut out, of torchvision's weights `IMAGENET1K_V1`. */
const RESIZED = [256, 256, 288, 320, 384, 456, 528, 600] as const;
/** timm's `crop_pct`, of B0 to B7: its own weights', and those it took over from TensorFlow. */
const CROPPED = {
  timm: [0.875, 0.9, 0.875, 0.875, 0.875, 1, 0.942, 0.949],
  'timm-tf': [0.875, 0.882, 0.89, 0.904, 0.922, 0.934, 0.942, 0.949],
} as const;

function preprocessingOf(
  layout: EfficientNetLayout,
  variant: EfficientNetVariant,
  size: number,
): Preprocessing {
  const at = efficientnetVariants.indexOf(variant);
  switch (layout) {
    case 'keras':
      return kerasPreprocessing('torch', { size });
    case 'torchvision': {
      const standard = efficientnetArchitecture({ variant, layout }).size;
      const resize = Math.round((size * RESIZED[at]!) / standard);
      return torchvisionPreprocessing({ resize, crop: size, filter: 'bicubic' });
    }
    case 'timm':
    case 'timm-tf':
      return timmPreprocessing({ size, cropPercentage: CROPPED[layout][at] });
  }
}
