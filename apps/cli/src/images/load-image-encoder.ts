import type { Source } from '@tovec/core';
import type { ImageEncoder } from '@tovec/image';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { loadImage } from '../files/load-image.js';
import { sourceOf } from '../files/sources.js';
import { refuseGiven } from '../options/refuse.js';
import { detectLayout } from './detect-layout.js';
import { readPreprocessing } from './read-preprocessing.js';

/** EfficientNet's sizes. */
const variants = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7'] as const;

/** Whose names and order weights can have; `timm-tf`: EfficientNet's that Google trained, in timm. */
export const layouts = ['keras', 'torchvision', 'timm', 'timm-tf'] as const;
type Layout = (typeof layouts)[number];

/** What `--encoder` can be. */
export const imageEncoderNames = [
  ...['vgg16', 'resnet50', ...variants.map((variant) => `efficientnet-${variant}`), 'cnn', 'onnx'],
];

export interface ImageEncoderOptions {
  readonly encoder: string;
  readonly weights: string;
  readonly layout?: Layout;
  readonly layer?: string;
  readonly tap?: string;
  readonly pooling?: 'average' | 'max' | 'first' | 'flatten';
  readonly preprocessing?: string;
  readonly size?: number;
  readonly background?: readonly [number, number, number] | 'ignore';
  readonly maxPixels?: number;
  readonly onError: 'report' | 'stop';
  readonly batchSize: number;
  readonly threads?: number;
  readonly parallel?: number;
}

/** Refuses options that the encoder would pass over. */
export function checkEncoderOptions(command: Command, { encoder }: ImageEncoderOptions): void {
  const idle =
    encoder === 'onnx'
      ? ['layout', 'layer']
      : encoder === 'cnn'
        ? ['layout', 'tap', 'preprocessing', 'size', 'threads', 'parallel']
        : ['tap', 'preprocessing', 'size'];
  refuseGiven(command, (name) => idle.includes(name), `is not for --encoder ${encoder}`);
}

/** Opens a network with its weights, as an encoder of pictures. */
export async function loadImageEncoder(
  options: ImageEncoderOptions,
  context: Context,
): Promise<ImageEncoder> {
  const { encoder, weights, layer, tap, onError, pooling, background, maxPixels } = options;
  const { batchSize, threads, parallel } = options;
  const { signal, onProgress } = context;
  const source = sourceOf(weights);
  const common = {
    ...{ pooling, background, maxPixels, batchSize, signal, onProgress },
    missing: onError === 'stop' ? ('throw' as const) : ('report' as const),
  };
  if (encoder === 'onnx') {
    const { loadOnnxImageEncoder } = await loadImage(() => import('@tovec/image/onnx'));
    const preprocess = await readPreprocessing(source, options, context);
    return loadOnnxImageEncoder({ ...common, source, tap, preprocess, threads, parallel });
  }
  if (encoder === 'cnn') {
    const { loadCnn } = await loadImage(() => import('@tovec/image/cnn'));
    return (await loadCnn(source, { ...common, layer })).encoder;
  }
  const layout = await layoutOf(options, source, context);
  const published = { ...common, weights: source, layer, threads, parallel };
  if (encoder.startsWith('efficientnet-')) {
    const variant = variants.find((name) => encoder.endsWith(name))!;
    const { loadEfficientNet } = await loadImage(() => import('@tovec/image/efficientnet'));
    return loadEfficientNet({ ...published, layout, variant });
  }
  if (layout === 'timm-tf')
    throw new UsageError(`--layout timm-tf is not for --encoder ${encoder}`);
  if (encoder === 'vgg16') {
    const { loadVgg16 } = await loadImage(() => import('@tovec/image/vgg16'));
    return loadVgg16({ ...published, layout });
  }
  const { loadResNet50 } = await loadImage(() => import('@tovec/image/resnet50'));
  return loadResNet50({ ...published, layout });
}

/** The layout that is given, or else seen in the names of the weights; then it is told. */
async function layoutOf(
  { layout, weights }: ImageEncoderOptions,
  source: Source,
  { signal, note }: Context,
): Promise<Layout> {
  if (layout !== undefined) return layout;
  const found = (await detectLayout(source, { signal })) ?? 'torchvision';
  await note(
    `${weights}: weights and pictures as those of ${found}; --layout takes them for others`,
  );
  return found;
}
