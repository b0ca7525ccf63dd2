import {
  batchNormLayer,
  convLayer,
  globalAveragePool2d,
  linearLayer,
  type Network,
  type Ops,
  silu,
  squeezeExcite,
  type Weights,
} from '@tovec/nn';
import { type EfficientNetArchitecture, type Stage, stagesOf } from './architecture.js';

/**
 * EfficientNet (Tan & Le, 2019). Layers are called as in Keras, weights as in timm. The rescaling and
 * normalization that Keras has in the network belong to the preprocessing of pictures here; Keras counts
 * their 7 numbers (3 means, 3 variances, 1 count) as parameters: 5,330,571 with them for B0.
 *
 * @example
 * ```ts
 * import { pixelInputs } from '@tovec/image';
 * import { efficientnetArchitecture, efficientnetNetwork } from '@tovec/image/efficientnet';
 * import { countParameters } from '@tovec/nn';
 *
 * const architecture = efficientnetArchitecture({ variant: 'b0' });
 * console.log(countParameters(efficientnetNetwork(architecture), pixelInputs(architecture)) + 7); // 5330571
 * ```
 */
export function efficientnetNetwork(architecture: EfficientNetArchitecture): Network {
  const { stem, stages, top } = stagesOf(architecture);
  return <T>(ops: Ops<T>, weights: Weights<T>, { pixels }: Readonly<Record<string, T>>) => {
    const layers: Record<string, T> = {};
    const context = { ops, architecture, layers };
    const first = { channels: stem, size: 3, stride: 2 };
    let x = convolve(context, weights, pixels!, {
      ...{ ...first, conv: 'conv_stem', norm: 'bn1', names: ['stem_conv', 'stem_bn'] },
    });
    layers.stem_activation = silu(ops, x);
    x = layers.stem_activation;
    let channels = stem;
    for (const [index, stage] of stages.entries()) {
      for (let block = 0; block < stage.depth; block++) {
        x = mobileBottleneck(context, weights.in(`blocks.${index}.${block}`), x, {
          ...{ stage, inputs: channels, stride: block === 0 ? stage.stride : 1 },
          name: blockName(index, block),
        });
        channels = stage.channels;
      }
    }
    x = convolve(context, weights, x, {
      ...{ channels: top, size: 1, stride: 1, conv: 'conv_head', norm: 'bn2' },
      names: ['top_conv', 'top_bn'],
    });
    layers.top_activation = silu(ops, x);
    layers.avg_pool = globalAveragePool2d(ops, layers.top_activation);
    if (!architecture.top) return layers;
    const dropped = ops.dropout(layers.avg_pool, architecture.dropout);
    const logits = linearLayer(ops, weights.in('classifier'), dropped, {
      outputs: architecture.classes,
    });
    return { ...layers, logits, predictions: ops.softmax(logits) };
  };
}

/** As Keras calls them: `block1a`, `block2a`, `block2b`, … */
export function blockName(stage: number, block: number): string {
  return `block${stage + 1}${String.fromCharCode(97 + block)}`;
}

/** The layer that a block ends with: the sum where there is one. */
export function blockOutput(
  stages: readonly Stage[],
  stem: number,
  at: number,
  block: number,
): string {
  const inputs = block > 0 ? stages[at]!.channels : (stages[at - 1]?.channels ?? stem);
  const stride = block === 0 ? stages[at]!.stride : 1;
  const summed = stride === 1 && inputs === stages[at]!.channels;
  return `${blockName(at, block)}_${summed ? 'add' : 'project_bn'}`;
}

interface Context<T> {
  readonly ops: Ops<T>;
  readonly architecture: EfficientNetArchitecture;
  readonly layers: Record<string, T>;
}

interface BlockOptions {
  readonly stage: Stage;
  readonly inputs: number;
  readonly stride: number;
  readonly name: string;
}

/** 1 × 1 up, depthwise, squeeze and excite, 1 × 1 down, and what came in is added where it fits. */
function mobileBottleneck<T>(
  context: Context<T>,
  weights: Weights<T>,
  input: T,
  { stage, inputs, stride, name }: BlockOptions,
): T {
  const { ops, layers } = context;
  const { expansion, size, channels } = stage;
  const inside = inputs * expansion;
  const expanded = expansion > 1;
  let x = input;
  if (expanded) {
    x = convolve(context, weights, x, {
      ...{ channels: inside, size: 1, stride: 1, conv: 'conv_pw', norm: 'bn1' },
      names: [`${name}_expand_conv`, `${name}_expand_bn`],
    });
    x = silu(ops, x);
    layers[`${name}_expand_activation`] = x;
  }
  x = convolve(context, weights, x, {
    ...{ channels: inside, size, stride, groups: inside, conv: 'conv_dw' },
    ...{ norm: expanded ? 'bn2' : 'bn1', names: [`${name}_dwconv`, `${name}_bn`] },
  });
  x = silu(ops, x);
  layers[`${name}_activation`] = x;
  x = squeezeExcite(ops, weights.in('se'), x, {
    reduced: Math.max(1, Math.floor(inputs / 4)),
    activation: (value) => silu(ops, value),
  });
  layers[`${name}_se_excite`] = x;
  x = convolve(context, weights, x, {
    ...{ channels, size: 1, stride: 1, conv: expanded ? 'conv_pwl' : 'conv_pw' },
    ...{ norm: expanded ? 'bn3' : 'bn2', names: [`${name}_project_conv`, `${name}_project_bn`] },
  });
  if (stride > 1 || inputs !== channels) return x;
  x = ops.add(x, input);
  layers[`${name}_add`] = x;
  return x;
}

interface ConvolveOptions {
  readonly channels: number;
  readonly size: number;
  readonly stride: number;
  readonly groups?: number | undefined;
  readonly conv: string;
  readonly norm: string;
  readonly names: readonly [conv: string, norm: string];
}

/** A convolution without bias, and its normalisation. */
function convolve<T>(
  { ops, architecture, layers }: Context<T>,
  weights: Weights<T>,
  x: T,
  { channels, size, stride, groups, conv, norm, names }: ConvolveOptions,
): T {
  const padding = architecture.padding === 'same' ? 'same' : (size - 1) / 2;
  const options = { channels, size, stride, padding, groups, bias: false } as const;
  const convolved = convLayer(ops, weights.in(conv), x, options);
  const normalized = batchNormLayer(ops, weights.in(norm), convolved, architecture);
  layers[names[0]] = convolved;
  layers[names[1]] = normalized;
  return normalized;
}
