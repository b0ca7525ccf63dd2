import { check } from '@tovec/core';
import {
  commonOptions,
  type ImageNetworkOptions,
  type Layout,
} from '../architecture/architecture.js';

/** From the smallest to the largest. */
export type EfficientNetVariant = 'b0' | 'b1' | 'b2' | 'b3' | 'b4' | 'b5' | 'b6' | 'b7';

/** `'timm-tf'` are timm's `tf_efficientnet_*`: called as in timm, padded as in TensorFlow. */
export type EfficientNetLayout = Layout | 'timm-tf';

export interface EfficientNetOptions extends ImageNetworkOptions {
  /** Default `'b0'`. */
  readonly variant?: EfficientNetVariant | undefined;
  /** In whose details: padding, epsilon and the size of the pictures; default `'keras'`. */
  readonly layout?: EfficientNetLayout | undefined;
  /** Height and width of the pictures; default those of the variant. */
  readonly size?: number | undefined;
  /** Multiplies channels; default that of the variant. Small ones are for tests and training. */
  readonly width?: number | undefined;
  /** Multiplies blocks; default that of the variant. */
  readonly depth?: number | undefined;
  /** How much is dropped before the last layer in training; default that of the variant. */
  readonly dropout?: number | undefined;
}

/** An EfficientNet in plain numbers. */
export interface EfficientNetArchitecture {
  readonly size: number;
  readonly width: number;
  readonly depth: number;
  readonly dropout: number;
  readonly padding: 'same' | 'symmetric';
  readonly epsilon: number;
  readonly momentum: number;
  readonly classes: number;
  readonly top: boolean;
}

/** All of them, the smallest first. */
export const efficientnetVariants = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7'] as const;

/** Compound scaling, from the authors' `efficientnet_builder.py`. */
const SCALES: readonly (readonly [width: number, depth: number, size: number, dropout: number])[] =
  [
    [1.0, 1.0, 224, 0.2],
    [1.0, 1.1, 240, 0.2],
    [1.1, 1.2, 260, 0.3],
    [1.2, 1.4, 300, 0.3],
    [1.4, 1.8, 380, 0.4],
    [1.6, 2.2, 456, 0.4],
    [1.8, 2.6, 528, 0.5],
    [2.0, 3.1, 600, 0.5],
  ];

/** Where the published weights of others take pictures of another size. */
const SIZES: Partial<Record<EfficientNetLayout, Partial<Record<EfficientNetVariant, number>>>> = {
  torchvision: { b2: 288 },
  timm: { b2: 256, b3: 288, b4: 320, b5: 448 },
};

/**
 * The architecture of an EfficientNet, with what is not given as in the published variant.
 *
 * @throws InvalidInputError when an option is not what it should be
 *
 * @example
 * ```ts
 * import { efficientnetArchitecture } from '@tovec/image/efficientnet';
 *
 * const { size, padding } = efficientnetArchitecture({ variant: 'b3', layout: 'timm' });
 * console.log(size, padding); // 288 symmetric
 * ```
 */
export function efficientnetArchitecture(
  options: EfficientNetOptions = {},
): EfficientNetArchitecture {
  check.knownKeys('EfficientNetOptions', options, [
    ...['variant', 'layout', 'size', 'width', 'depth', 'dropout', 'classes', 'top'],
  ]);
  const variant = check.oneOf('variant', options.variant ?? 'b0', efficientnetVariants);
  const layouts = ['keras', 'torchvision', 'timm', 'timm-tf'] as const;
  const layout = check.oneOf('layout', options.layout ?? 'keras', layouts);
  const [width, depth, size, dropout] = SCALES[efficientnetVariants.indexOf(variant)]!;
  return {
    ...commonOptions(options, { size: SIZES[layout]?.[variant] ?? size }),
    width: check.number('width', options.width ?? width, { above: 0 }),
    depth: check.number('depth', options.depth ?? depth, { above: 0 }),
    dropout: check.number('dropout', options.dropout ?? dropout, { min: 0, max: 0.99 }),
    ...detailsOf(layout, variant),
  };
}

function detailsOf(layout: EfficientNetLayout, variant: EfficientNetVariant) {
  if (layout === 'keras') return { padding: 'same', epsilon: 1e-3, momentum: 0.99 } as const;
  if (layout === 'timm-tf') return { padding: 'same', epsilon: 1e-3, momentum: 0.9 } as const;
  // Those of torchvision that were taken over from TensorFlow.
  if (layout === 'torchvision' && ['b5', 'b6', 'b7'].includes(variant)) {
    return { padding: 'symmetric', epsilon: 1e-3, momentum: 0.99 } as const;
  }
  return { padding: 'symmetric', epsilon: 1e-5, momentum: 0.9 } as const;
}

/** A stage of blocks that are alike, but for the first, which strides and changes the channels. */
export interface Stage {
  readonly depth: number;
  readonly size: number;
  readonly stride: number;
  /** How many times as many channels there are inside. */
  readonly expansion: number;
  readonly channels: number;
}

/** Of B0: blocks, kernel, stride, expansion, channels (Tan & Le, 2019, table 1). */
const STAGES = [
  [1, 3, 1, 1, 16],
  [2, 3, 2, 6, 24],
  [2, 5, 2, 6, 40],
  [3, 3, 2, 6, 80],
  [3, 5, 1, 6, 112],
  [4, 5, 2, 6, 192],
  [1, 3, 1, 6, 320],
] as const;

/** The stages of an architecture, and the channels before and after them. */
export function stagesOf({ width, depth }: Pick<EfficientNetArchitecture, 'width' | 'depth'>): {
  readonly stem: number;
  readonly stages: readonly Stage[];
  readonly top: number;
} {
  const stages = STAGES.map(([blocks, size, stride, expansion, channels]) => ({
    depth: Math.ceil(blocks * depth),
    ...{ size, stride, expansion },
    channels: roundedChannels(channels * width),
  }));
  return { stem: roundedChannels(32 * width), stages, top: roundedChannels(1280 * width) };
}

/** The nearest multiple of 8 that is not more than a tenth less. */
function roundedChannels(channels: number): number {
  const rounded = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return rounded < 0.9 * channels ? rounded + 8 : rounded;
}
