import { type NameMap, ownNames } from '@tovec/nn';
import type { Layout } from '../architecture/architecture.js';
import { type KerasLayer, kerasNames } from '../architecture/keras-names.js';
import { type Vgg16Architecture, vgg16Blocks } from './network.js';

/**
 * Where published files keep the weights of {@link vgg16Network}.
 *
 * @example
 * ```ts
 * import { vgg16Architecture, vgg16Layouts } from '@tovec/image/vgg16';
 *
 * const { keras } = vgg16Layouts(vgg16Architecture());
 * const { tensor, order } = keras.find({ name: 'features.0.weight', shape: [64, 3, 3, 3] });
 * console.log(tensor[0], order); // block1_conv1/kernel [ 3, 2, 0, 1 ]
 * ```
 */
export function vgg16Layouts(architecture: Vgg16Architecture): Readonly<Record<Layout, NameMap>> {
  const side = architecture.size / 32;
  const channels = architecture.width * vgg16Blocks.at(-1)!.widths;
  return {
    keras: kerasNames(kerasLayers([side, side, channels]), ['fc1*', 'fc2*', 'predictions*']),
    torchvision: { ...ownNames, ignore: ['classifier.*'] },
    timm: timmNames([channels, side, side]),
  };
}

/** By the numbers of torchvision's modules. */
function kerasLayers(
  flattened: readonly [number, number, number],
): (module: string) => KerasLayer | undefined {
  const layers = new Map<string, KerasLayer>([
    ['classifier.0', { name: 'fc1', kind: 'dense', flattened }],
    ['classifier.3', { name: 'fc2', kind: 'dense' }],
    ['classifier.6', { name: 'predictions', kind: 'dense' }],
  ]);
  for (const [module, name] of modules()) {
    if (name.includes('_conv')) layers.set(`features.${module}`, { name, kind: 'convolution' });
  }
  return (module) => layers.get(module);
}

/** The number of each module in torchvision's `features`, and Keras's name of it. */
function modules(): [number, string][] {
  let module = 0;
  return vgg16Blocks.flatMap(({ depth }, block) => {
    const found: [number, string][] = [];
    for (let conv = 1; conv <= depth; conv++, module += 2) {
      found.push([module, `block${block + 1}_conv${conv}`]);
    }
    found.push([module, `block${block + 1}_pool`]);
    module += 1;
    return found;
  });
}

/** timm keeps the dense layers as convolutions. */
function timmNames(field: readonly [number, number, number]): NameMap {
  return {
    find: ({ name, shape }) => {
      const outputs = shape[0]!;
      const [inputs] = shape.slice(1);
      const part = name.slice(name.lastIndexOf('.') + 1);
      const convolution = (tensor: string, kernel: readonly number[]) =>
        part === 'weight' ? { tensor, shape: [outputs, ...kernel] } : { tensor };
      if (name.startsWith('classifier.0')) return convolution(`pre_logits.fc1.${part}`, field);
      if (name.startsWith('classifier.3')) {
        return convolution(`pre_logits.fc2.${part}`, [inputs!, 1, 1]);
      }
      return { tensor: name.replace('classifier.6', 'head.fc') };
    },
    ignore: ['pre_logits.*', 'head.*'],
  };
}

/**
 * What torchvision and timm call the layers; those before `relu` have no name here.
 *
 * @example
 * ```ts
 * import { vgg16LayerAliases } from '@tovec/image/vgg16';
 *
 * console.log(vgg16LayerAliases()['features.30']); // block5_pool
 * ```
 */
export function vgg16LayerAliases(): Readonly<Record<string, string>> {
  const features = modules().map(([module, name]) => [
    // Convolutions are followed by their activation, which is what Keras names.
    `features.${name.includes('_conv') ? module + 1 : module}`,
    name,
  ]);
  return {
    ...Object.fromEntries(features),
    features: 'block5_pool',
    'classifier.1': 'fc1',
    'classifier.4': 'fc2',
    'classifier.6': 'logits',
    'pre_logits.act1': 'fc1',
    'pre_logits.act2': 'fc2',
    pre_logits: 'fc2',
    'head.fc': 'logits',
  };
}
