import { check } from '@tovec/core';
import { RESIZE_FILTERS, type ResizeFilter } from './filters.js';
import { checkSize, type Preprocessing, three } from './preprocessing.js';

type Numbers = Pick<Preprocessing, 'channels' | 'divisor' | 'mean' | 'std'>;

/** The means and deviations of ImageNet's pixels, as PyTorch's models have them. */
const IMAGENET_MEAN = [0.485, 0.456, 0.406] as const;
const IMAGENET_STD = [0.229, 0.224, 0.225] as const;

/** The modes of Keras's `preprocess_input`. */
const KERAS_MODES = {
  caffe: { channels: 'BGR', divisor: 1, mean: [103.939, 116.779, 123.68], std: [1, 1, 1] },
  torch: { channels: 'RGB', divisor: 255, mean: IMAGENET_MEAN, std: IMAGENET_STD },
  tf: { channels: 'RGB', divisor: 127.5, mean: [1, 1, 1], std: [1, 1, 1] },
} as const satisfies Record<string, Numbers>;

/** Pixels from 0 to 255, or `[height, width]`. */
type Size = number | readonly [height: number, width: number];

export interface KerasPreprocessingOptions {
  /** Of the network's input; default 224. */
  readonly size?: Size | undefined;
  /** Default `'nearest'`, as that of Keras's `load_img`. */
  readonly filter?: ResizeFilter | undefined;
}

/**
 * What Keras's `load_img(path, target_size)` and `preprocess_input` do: the whole picture is squashed to
 * the size. VGG16 and ResNet50 take mode `'caffe'`, EfficientNet `'torch'` (there the numbers stand in
 * layers of the network itself: rescaling, and a normalization whose deviation is corrected by another
 * square root, which together are the mean and deviation of PyTorch's models), MobileNetV2 `'tf'`.
 *
 * @example
 * ```ts
 * import { kerasPreprocessing } from '@tovec/image';
 *
 * console.log(kerasPreprocessing('caffe'));
 * // → {
 * //     size: [ 224, 224 ],
 * //     resize: [ 224, 224 ],
 * //     filter: 'nearest',
 * //     channels: 'BGR',
 * //     divisor: 1,
 * //     mean: [ 103.939, 116.779, 123.68 ],
 * //     std: [ 1, 1, 1 ]
 * //   }
 * ```
 */
export function kerasPreprocessing(
  mode: keyof typeof KERAS_MODES,
  options: KerasPreprocessingOptions = {},
): Preprocessing {
  check.oneOf('mode', mode, ['caffe', 'torch', 'tf']);
  check.knownKeys('KerasPreprocessingOptions', options, ['size', 'filter']);
  const size = checkSize('size', options.size ?? 224);
  return {
    size,
    resize: size,
    filter: checkFilter(options.filter, 'nearest'),
    ...KERAS_MODES[mode],
  };
}

export interface TorchvisionPreprocessingOptions {
  /** Pixels of the shorter side; default 256. Weights called `IMAGENET1K_V2` often want 232. */
  readonly resize?: number | undefined;
  /** What is cut out of the middle; default 224. */
  readonly crop?: Size | undefined;
  /** Default `'bilinear'`; EfficientNet's weights want `'bicubic'`. */
  readonly filter?: ResizeFilter | undefined;
}

/**
 * What torchvision's `ImageClassification` transform does to a picture opened with Pillow.
 *
 * @example
 * ```ts
 * import { torchvisionPreprocessing } from '@tovec/image';
 *
 * const { resize, size, filter } = torchvisionPreprocessing({ resize: 232 });
 * console.log(resize, size, filter); // { shortest: 232 } [ 224, 224 ] bilinear
 * ```
 */
export function torchvisionPreprocessing(
  options: TorchvisionPreprocessingOptions = {},
): Preprocessing {
  check.knownKeys('TorchvisionPreprocessingOptions', options, ['resize', 'crop', 'filter']);
  return {
    size: checkSize('crop', options.crop ?? 224),
    resize: { shortest: check.integer('resize', options.resize ?? 256, { min: 1, max: 1 << 14 }) },
    filter: checkFilter(options.filter, 'bilinear'),
    ...KERAS_MODES.torch,
  };
}

export interface TimmPreprocessingOptions {
  /** Pixels of both sides of the network's input; default 224. */
  readonly size?: number | undefined;
  /** How much of the shorter side stays (timm's `crop_pct`); default 0.875. */
  readonly cropPercentage?: number | undefined;
  /** timm's `interpolation`; default `'bicubic'`. */
  readonly filter?: ResizeFilter | undefined;
  /** Default ImageNet's. */
  readonly mean?: readonly [number, number, number] | undefined;
  readonly std?: readonly [number, number, number] | undefined;
}

/**
 * What `timm.data.create_transform` does for evaluation with `crop_mode='center'`; the options stand in
 * a model's `pretrained_cfg`.
 *
 * @example
 * ```ts
 * import { timmPreprocessing } from '@tovec/image';
 *
 * console.log(timmPreprocessing({ cropPercentage: 0.95 }).resize); // { shortest: 235 }
 * ```
 */
export function timmPreprocessing(options: TimmPreprocessingOptions = {}): Preprocessing {
  const keys = ['size', 'cropPercentage', 'filter', 'mean', 'std'];
  check.knownKeys('TimmPreprocessingOptions', options, keys);
  const { cropPercentage = 0.875, mean = IMAGENET_MEAN, std = IMAGENET_STD } = options;
  check.number('cropPercentage', cropPercentage, { above: 0, max: 1 });
  const [size] = checkSize('size', check.integer('size', options.size ?? 224, { min: 1 }));
  return {
    size: [size, size],
    resize: { shortest: Math.floor(size / cropPercentage) },
    filter: checkFilter(options.filter, 'bicubic'),
    channels: 'RGB',
    divisor: 255,
    mean: three('mean', mean, {}),
    std: three('std', std, { above: 0 }),
  };
}

export interface MobilenetPreprocessingOptions {
  /** Of the network's input; default 224. */
  readonly size?: number | undefined;
  /** How much of the width and of the height stays; default 0.875. 1 squashes the whole picture. */
  readonly cropPercentage?: number | undefined;
  /** Default `'bilinear'`. */
  readonly filter?: ResizeFilter | undefined;
}

/**
 * For the MobileNets of TF-Slim and what was made from them: the middle 7/8 of width and height, squashed
 * to the size, `(pixel − 128) / 128`.
 *
 * @example
 * ```ts
 * import { mobilenetPreprocessing } from '@tovec/image';
 *
 * const { resize, mean, std } = mobilenetPreprocessing();
 * console.log(resize, mean, std); // [ 256, 256 ] [ 128, 128, 128 ] [ 128, 128, 128 ]
 * ```
 */
export function mobilenetPreprocessing(options: MobilenetPreprocessingOptions = {}): Preprocessing {
  check.knownKeys('MobilenetPreprocessingOptions', options, ['size', 'cropPercentage', 'filter']);
  const timm = timmPreprocessing({ filter: 'bilinear', ...options });
  const { shortest } = timm.resize as { readonly shortest: number };
  return {
    ...timm,
    resize: [shortest, shortest],
    divisor: 1,
    mean: [128, 128, 128],
    std: [128, 128, 128],
  };
}

function checkFilter(filter: ResizeFilter | undefined, standard: ResizeFilter): ResizeFilter {
  return check.oneOf('filter', filter ?? standard, RESIZE_FILTERS);
}
