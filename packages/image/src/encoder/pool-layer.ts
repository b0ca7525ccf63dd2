import { describeValue, InvalidInputError } from '@tovec/core';
import type { Dimension, TensorData } from '@tovec/nn';
import type { ChannelOrder } from '../preprocessing/preprocess.js';

/** How the places of a feature map become one vector. */
export const POOLINGS = ['average', 'max', 'first', 'flatten'] as const;

/**
 * - `'average'`: the mean over all places, one number for each channel (Keras's `pooling='avg'`)
 * - `'max'`: the largest (Keras's `pooling='max'`)
 * - `'first'`: the first place; the class token of a Vision Transformer
 * - `'flatten'`: everything, in the order in which the network gives it (`C, H, W` of a map here)
 */
export type ImagePooling = (typeof POOLINGS)[number];

/** How a layer of some shape becomes vectors. */
export interface PoolingPlan {
  /** The n of Rⁿ. */
  readonly dimensions: number;
  /** Writes the vectors of a result, row after row, each to where `rowOf` says. */
  write(result: TensorData, vectors: Float32Array, rowOf: (index: number) => number): void;
}

/**
 * What to do with a layer of this shape (the batch first): a vector stays as it is; of a map or a
 * sequence the places are pooled. Maps have their channels where the pixels have them, sequences last.
 *
 * @throws InvalidInputError where the shape does not say how long the vectors are
 */
export function planPooling(
  layer: string,
  shape: readonly Dimension[],
  pooling: ImagePooling,
  order: ChannelOrder,
): PoolingPlan {
  const rest = shape.slice(1);
  if (rest.length === 0) asLength(undefined);
  const channelsFirst = order === 'NCHW' && rest.length > 2;
  const channels = channelsFirst ? rest[0] : rest.at(-1);
  if (rest.length < 2 || pooling === 'flatten') {
    const dimensions = rest.reduce<number>((product, length) => product * asLength(length), 1);
    return { dimensions, write: (result, vectors, rowOf) => copyRows(result, vectors, rowOf) };
  }
  const dimensions = asLength(channels);
  return {
    dimensions,
    write(result, vectors, rowOf) {
      const [rows] = result.shape as readonly [number];
      const places = result.data.length / (rows * dimensions);
      const [channelStep, placeStep] = channelsFirst ? [places, 1] : [1, dimensions];
      const used = pooling === 'first' ? 1 : places;
      for (let index = 0; index < rows; index++) {
        const out = rowOf(index) * dimensions;
        for (let channel = 0; channel < dimensions; channel++) {
          let at = index * places * dimensions + channel * channelStep;
          let value = pooling === 'max' ? -Infinity : 0;
          for (let place = 0; place < used; place++, at += placeStep) {
            const next = Number(result.data[at]);
            value = pooling === 'max' ? Math.max(value, next) : value + next;
          }
          vectors[out + channel] = pooling === 'max' ? value : value / used;
        }
      }
    },
  };

  function asLength(length: Dimension | undefined): number {
    if (typeof length === 'number' && length > 0) return length;
    const hint = pooling === 'flatten' ? " Pool it with pooling: 'average' or 'max'." : '';
    throw new InvalidInputError(
      `The layer ${describeValue(layer)} has the shape [${shape.join(', ')}], which does not say how many numbers its vectors have.${hint}`,
      { argument: 'layer', given: layer },
    );
  }
}

function copyRows(
  { data, shape }: TensorData,
  vectors: Float32Array,
  rowOf: (index: number) => number,
): void {
  const [rows] = shape as readonly [number];
  const length = data.length / rows;
  for (let index = 0; index < rows; index++) {
    const out = rowOf(index) * length;
    for (let at = 0; at < length; at++) vectors[out + at] = Number(data[index * length + at]);
  }
}
