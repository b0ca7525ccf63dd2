import {
  denseOrder,
  depthwiseKernelOrder,
  kernelOrder,
  type NameMap,
  type TensorPlace,
} from '@tovec/nn';

/** A layer of Keras, and what it is. */
export interface KerasLayer {
  readonly name: string;
  readonly kind: 'convolution' | 'depthwise' | 'normalization' | 'dense';
  /** How the rows of a dense kernel are made of height, width and channels, where they are. */
  readonly flattened?: readonly [height: number, width: number, channels: number] | undefined;
}

/**
 * The layout of Keras, given which of its layers each module of the network is. Tensors are called
 * `layer/kernel`, `layer/kernel:0` or `layer.kernel`. Modules of some other network are nowhere, and so
 * are found to be missing.
 */
export function kerasNames(
  layerOf: (module: string) => KerasLayer | undefined,
  ignore: readonly string[],
): NameMap {
  return {
    find: ({ name, shape }) => {
      const dot = name.lastIndexOf('.');
      const layer = layerOf(name.slice(0, dot));
      return layer === undefined ? { tensor: [] } : placeIn(layer, name.slice(dot + 1), shape);
    },
    ignore,
  };
}

const STATISTICS: Readonly<Record<string, string>> = {
  weight: 'gamma',
  bias: 'beta',
  running_mean: 'moving_mean',
  running_var: 'moving_variance',
};

function placeIn(layer: KerasLayer, part: string, shape: readonly number[]): TensorPlace {
  const named = (tensor: string) => ({
    tensor: [`${layer.name}/${tensor}`, `${layer.name}/${tensor}:0`, `${layer.name}.${tensor}`],
  });
  if (layer.kind === 'normalization') return named(STATISTICS[part] ?? part);
  if (part === 'bias') return named('bias');
  switch (layer.kind) {
    case 'convolution':
      return { ...named('kernel'), order: kernelOrder };
    case 'depthwise':
      return {
        // Keras 2 calls it otherwise than Keras 3.
        tensor: [...named('kernel').tensor, ...named('depthwise_kernel').tensor],
        order: depthwiseKernelOrder,
      };
    case 'dense': {
      if (layer.flattened === undefined) return { ...named('kernel'), order: denseOrder };
      const [outputs, inputs] = shape as [number, number];
      const split = [...layer.flattened, outputs];
      return { ...named('kernel'), shape: [inputs, outputs], split, order: kernelOrder };
    }
  }
}
