import { check } from '@tovec/core';
import { convLayer, flatten, linearLayer, type Network, type Ops, type Weights } from '@tovec/nn';
import { commonOptions, type ImageNetworkOptions } from '../architecture/architecture.js';

export interface Vgg16Options extends ImageNetworkOptions {
  /** Height and width of the pictures, a multiple of 32; default 224. */
  readonly size?: number | undefined;
  /** Channels of the first block; default 64. Small ones are for tests and training. */
  readonly width?: number | undefined;
  /** Length of `fc1` and `fc2`; default 4096. */
  readonly hidden?: number | undefined;
}

/** A VGG16 in plain numbers. */
export interface Vgg16Architecture {
  readonly size: number;
  readonly width: number;
  readonly hidden: number;
  readonly classes: number;
  readonly top: boolean;
}

/** Convolutions of each block, and their channels as multiples of the first block's. */
export const vgg16Blocks: readonly { readonly depth: number; readonly widths: number }[] = [
  { depth: 2, widths: 1 },
  { depth: 2, widths: 2 },
  { depth: 3, widths: 4 },
  { depth: 3, widths: 8 },
  { depth: 3, widths: 8 },
];

/**
 * The architecture of a VGG16, with what is not given as in the published one.
 *
 * @throws InvalidInputError when an option is not what it should be
 *
 * @example
 * ```ts
 * import { vgg16Architecture } from '@tovec/image/vgg16';
 *
 * console.log(vgg16Architecture({ width: 8, hidden: 64 }));
 * // { classes: 1000, top: true, size: 224, width: 8, hidden: 64 }
 * ```
 */
export function vgg16Architecture(options: Vgg16Options = {}): Vgg16Architecture {
  check.knownKeys('Vgg16Options', options, ['size', 'width', 'hidden', 'classes', 'top']);
  const { size, ...common } = commonOptions(options, { size: 224 });
  return {
    ...common,
    size: 32 * check.integer('size / 32', size / 32, { min: 1 }),
    width: check.integer('width', options.width ?? 64, { min: 1 }),
    hidden: check.integer('hidden', options.hidden ?? 4096, { min: 1 }),
  };
}

/**
 * VGG16 (Simonyan & Zisserman, 2015, configuration D). Layers are called as in Keras and are those of
 * Keras, after `relu`; `flatten` and what it is made of stand channel by channel, as in PyTorch. Weights
 * are called as in torchvision.
 *
 * @example
 * ```ts
 * import { pixelInputs } from '@tovec/image';
 * import { vgg16Architecture, vgg16Network } from '@tovec/image/vgg16';
 * import { countParameters } from '@tovec/nn';
 *
 * const architecture = vgg16Architecture();
 * console.log(countParameters(vgg16Network(architecture), pixelInputs(architecture))); // 138357544
 * ```
 */
export function vgg16Network({ width, hidden, classes, top }: Vgg16Architecture): Network {
  return <T>(ops: Ops<T>, weights: Weights<T>, { pixels }: Readonly<Record<string, T>>) => {
    let x: T = pixels!;
    const layers: Record<string, T> = {};
    let module = 0;
    for (const [block, { depth, widths }] of vgg16Blocks.entries()) {
      for (let conv = 1; conv <= depth; conv++) {
        const convolution = weights.in(`features.${module}`);
        const options = { channels: width * widths, size: 3, padding: 1 };
        x = ops.relu(convLayer(ops, convolution, x, options));
        layers[`block${block + 1}_conv${conv}`] = x;
        module += 2;
      }
      x = ops.maxPool2d(x, { size: 2 });
      layers[`block${block + 1}_pool`] = x;
      module += 1;
    }
    if (!top) return layers;
    const dense = (place: number, input: T, outputs: number) =>
      linearLayer(ops, weights.in(`classifier.${place}`), input, { outputs });
    const flat = flatten(ops, x);
    const fc1 = ops.relu(dense(0, flat, hidden));
    const fc2 = ops.relu(dense(3, ops.dropout(fc1, 0.5), hidden));
    const logits = dense(6, ops.dropout(fc2, 0.5), classes);
    return { ...layers, flatten: flat, fc1, fc2, logits, predictions: ops.softmax(logits) };
  };
}
