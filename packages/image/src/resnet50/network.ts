import { check, InvalidInputError } from '@tovec/core';
import {
  batchNormLayer,
  convLayer,
  globalAveragePool2d,
  linearLayer,
  type Network,
  type Ops,
  type Weights,
} from '@tovec/nn';
import { commonOptions, type ImageNetworkOptions } from '../architecture/architecture.js';

export interface ResNet50Options extends ImageNetworkOptions {
  /** Height and width of the pictures; default 224. */
  readonly size?: number | undefined;
  /**
   * `'v1'`, as published and in Keras: blocks stride in their first convolution. `'v1.5'`, as in
   * torchvision and timm (the default): in their second, the 3 × 3 one.
   */
  readonly version?: 'v1' | 'v1.5' | undefined;
  /** Channels of the stem; default 64. Small ones are for tests and training. */
  readonly width?: number | undefined;
  /** Blocks of each of the four stages; default [3, 4, 6, 3]. */
  readonly depths?: readonly number[] | undefined;
}

/** A ResNet of bottlenecks in plain numbers. */
export interface ResNet50Architecture {
  readonly version: 'v1' | 'v1.5';
  readonly size: number;
  readonly width: number;
  readonly depths: readonly number[];
  readonly classes: number;
  readonly top: boolean;
}

/**
 * The architecture of a ResNet50, with what is not given as in the published one.
 *
 * @throws InvalidInputError when an option is not what it should be
 *
 * @example
 * ```ts
 * import { resnet50Architecture } from '@tovec/image/resnet50';
 *
 * const { version, width, depths } = resnet50Architecture({ width: 8, depths: [1, 1, 1, 1] });
 * console.log(version, width, depths); // v1.5 8 [ 1, 1, 1, 1 ]
 * ```
 */
export function resnet50Architecture(options: ResNet50Options = {}): ResNet50Architecture {
  const keys = ['size', 'version', 'width', 'depths', 'classes', 'top'];
  check.knownKeys('ResNet50Options', options, keys);
  const { depths = [3, 4, 6, 3] } = options;
  if (depths.length !== 4) {
    throw new InvalidInputError(
      `depths must be those of 4 stages, but there are ${depths.length}.`,
      {
        argument: 'depths',
        given: depths,
      },
    );
  }
  return {
    ...commonOptions(options, { size: 224 }),
    version: check.oneOf('version', options.version ?? 'v1.5', ['v1', 'v1.5']),
    width: check.integer('width', options.width ?? 64, { min: 1 }),
    depths: depths.map((depth) => check.integer('depths', depth, { min: 1 })),
  };
}

/**
 * ResNet50 (He et al., 2016). Layers are called as in Keras, weights as in torchvision and timm.
 *
 * @example
 * ```ts
 * import { pixelInputs } from '@tovec/image';
 * import { resnet50Architecture, resnet50Network } from '@tovec/image/resnet50';
 * import { countParameters } from '@tovec/nn';
 *
 * const architecture = resnet50Architecture({ version: 'v1' });
 * console.log(countParameters(resnet50Network(architecture), pixelInputs(architecture))); // 25636712
 * ```
 */
export function resnet50Network(architecture: ResNet50Architecture): Network {
  const { width, depths, classes, top } = architecture;
  return <T>(ops: Ops<T>, weights: Weights<T>, { pixels }: Readonly<Record<string, T>>) => {
    const convolve = convolution(ops, architecture);
    const layers: Record<string, T> = {};
    const stem = convolve(weights, ['conv1', 'bn1'], pixels!, {
      ...{ channels: width, size: 7, stride: 2, layers, name: 'conv1' },
    });
    layers.conv1_relu = ops.relu(stem);
    let x = ops.maxPool2d(layers.conv1_relu, { size: 3, stride: 2, padding: 1 });
    layers.pool1_pool = x;
    for (const [stage, depth] of depths.entries()) {
      for (let block = 0; block < depth; block++) {
        x = bottleneck(ops, weights.in(`layer${stage + 1}.${block}`), x, {
          ...{ architecture, layers, name: `conv${stage + 2}_block${block + 1}` },
          channels: width * 2 ** stage,
          stride: stage > 0 && block === 0 ? 2 : 1,
          projected: block === 0,
        });
      }
    }
    layers.avg_pool = globalAveragePool2d(ops, x);
    if (!top) return layers;
    const logits = linearLayer(ops, weights.in('fc'), layers.avg_pool, { outputs: classes });
    return { ...layers, logits, predictions: ops.softmax(logits) };
  };
}

interface BlockOptions<T> {
  readonly architecture: ResNet50Architecture;
  /** Channels inside; four times as many come out. */
  readonly channels: number;
  readonly stride: number;
  /** Whether what comes in must be made to fit what is added to it. */
  readonly projected: boolean;
  readonly name: string;
  readonly layers: Record<string, T>;
}

/** 1 × 1 down, 3 × 3, 1 × 1 up, and what came in is added. */
function bottleneck<T>(ops: Ops<T>, weights: Weights<T>, input: T, options: BlockOptions<T>): T {
  const { architecture, channels, stride, projected, name, layers } = options;
  const convolve = convolution(ops, architecture);
  const first = architecture.version === 'v1';
  const reduced = convolve(weights, ['conv1', 'bn1'], input, {
    ...{ channels, size: 1, stride: first ? stride : 1, layers, name: `${name}_1` },
  });
  layers[`${name}_1_relu`] = ops.relu(reduced);
  const middle = convolve(weights, ['conv2', 'bn2'], layers[`${name}_1_relu`]!, {
    ...{ channels, size: 3, stride: first ? 1 : stride, layers, name: `${name}_2` },
  });
  layers[`${name}_2_relu`] = ops.relu(middle);
  const expanded = convolve(weights, ['conv3', 'bn3'], layers[`${name}_2_relu`]!, {
    ...{ channels: 4 * channels, size: 1, stride: 1, layers, name: `${name}_3` },
  });
  const shortcut = projected
    ? convolve(weights, ['downsample.0', 'downsample.1'], input, {
        ...{ channels: 4 * channels, size: 1, stride, layers, name: `${name}_0` },
      })
    : input;
  layers[`${name}_add`] = ops.add(shortcut, expanded);
  layers[`${name}_out`] = ops.relu(layers[`${name}_add`]!);
  return layers[`${name}_out`]!;
}

interface ConvolutionOptions<T> {
  readonly channels: number;
  readonly size: number;
  readonly stride: number;
  readonly name: string;
  readonly layers: Record<string, T>;
}

/** A convolution and its normalisation, with the details of the version. */
function convolution<T>(ops: Ops<T>, { version }: ResNet50Architecture) {
  const bias = version === 'v1';
  const normalization =
    version === 'v1' ? { epsilon: 1.001e-5, momentum: 0.99 } : { epsilon: 1e-5, momentum: 0.9 };
  return (
    weights: Weights<T>,
    [conv, norm]: readonly [string, string],
    x: T,
    { channels, size, stride, name, layers }: ConvolutionOptions<T>,
  ): T => {
    const padding = (size - 1) / 2;
    const options = { channels, size, stride, padding, bias };
    const convolved = convLayer(ops, weights.in(conv), x, options);
    const normalized = batchNormLayer(ops, weights.in(norm), convolved, normalization);
    layers[`${name}_conv`] = convolved;
    layers[`${name}_bn`] = normalized;
    return normalized;
  };
}
