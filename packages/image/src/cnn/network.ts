import {
  batchNormLayer,
  convLayer,
  globalAveragePool2d,
  linearLayer,
  type Network,
  type Ops,
  type Weights,
} from '@tovec/nn';

/** The shape of a small convolutional network. */
export interface CnnArchitecture {
  /** Channels of the first block; each of the three that follow has twice those of the one before. */
  readonly width: number;
  /** Height and width of the pictures. */
  readonly size: number;
  /** How many classes there are to tell apart. */
  readonly classes: number;
  /** How much of the features is dropped in training. */
  readonly dropout: number;
}

/**
 * A small network in the manner of VGG (Simonyan & Zisserman, 2015), with batch normalisation: blocks
 * of 3 × 3 convolutions, each with half the height and width and twice the channels of the one before,
 * the mean of the last as `features`, and `logits`.
 *
 * @example
 * ```ts
 * import { pixelInputs } from '@tovec/image';
 * import { cnnNetwork } from '@tovec/image/cnn';
 * import { describeNetwork } from '@tovec/nn';
 *
 * const network = cnnNetwork({ width: 16, size: 32, classes: 10, dropout: 0.2 });
 * const { outputs, parameters } = describeNetwork(network, pixelInputs({ size: 32 }));
 * console.log(outputs.get('features')?.shape, parameters); // [ 'batch', 128 ] 145914
 * ```
 */
export function cnnNetwork({ width, classes, dropout }: CnnArchitecture): Network {
  return (ops, weights, { pixels }) => {
    const block1 = block(ops, weights.in('block1'), pixels!, width, 1);
    const block2 = block(ops, weights.in('block2'), halved(ops, block1), 2 * width, 2);
    const block3 = block(ops, weights.in('block3'), halved(ops, block2), 4 * width, 2);
    const block4 = block(ops, weights.in('block4'), halved(ops, block3), 8 * width, 1);
    const features = globalAveragePool2d(ops, block4);
    const head = linearLayer(ops, weights.in('head'), ops.dropout(features, dropout), {
      outputs: classes,
    });
    return { block1, block2, block3, block4, features, logits: head };
  };
}

/** So many convolutions, each normalised over the batch and rectified. */
function block<T>(ops: Ops<T>, weights: Weights<T>, x: T, channels: number, depth: number): T {
  let out = x;
  for (let at = 1; at <= depth; at++) {
    const convolved = convLayer(ops, weights.in(`conv${at}`), out, {
      ...{ channels, size: 3, padding: 1, bias: false },
    });
    out = ops.relu(batchNormLayer(ops, weights.in(`norm${at}`), convolved, { epsilon: 1e-5 }));
  }
  return out;
}

function halved<T>(ops: Ops<T>, x: T): T {
  return ops.maxPool2d(x, { size: 2 });
}
