import { type NameMap, ownNames } from '@tovec/nn';
import type { Layout } from '../architecture/architecture.js';
import { type KerasLayer, kerasNames } from '../architecture/keras-names.js';
import type { ResNet50Architecture } from './network.js';

const ignore = ['*.num_batches_tracked', 'fc.*'];

/** Where published files keep the weights of {@link resnet50Network}. */
export const resnet50Layouts: Readonly<Record<Layout, NameMap>> = {
  keras: kerasNames(kerasLayer, ['predictions*']),
  torchvision: { ...ownNames, ignore },
  timm: { ...ownNames, ignore },
};

function kerasLayer(module: string): KerasLayer | undefined {
  switch (module) {
    case 'conv1':
      return { name: 'conv1_conv', kind: 'convolution' };
    case 'bn1':
      return { name: 'conv1_bn', kind: 'normalization' };
    case 'fc':
      return { name: 'predictions', kind: 'dense' };
    default:
      return layerInBlock(module);
  }
}

/** `layer2.0.bn3` is `conv3_block1_3_bn`, `layer2.0.downsample.0` is `conv3_block1_0_conv`. */
function layerInBlock(module: string): KerasLayer | undefined {
  const found = /^layer(\d+)\.(\d+)\.(conv|bn|downsample\.)(\d)$/.exec(module);
  if (found === null) return undefined;
  const [, stage, block, kind, place] = found;
  const shortcut = kind === 'downsample.';
  const name = `conv${Number(stage) + 1}_block${Number(block) + 1}_${shortcut ? 0 : place}`;
  return kind === 'bn' || (shortcut && place === '1')
    ? { name: `${name}_bn`, kind: 'normalization' }
    : { name: `${name}_conv`, kind: 'convolution' };
}

/**
 * What torchvision and timm call the layers.
 *
 * @example
 * ```ts
 * import { resnet50Architecture, resnet50LayerAliases } from '@tovec/image/resnet50';
 *
 * console.log(resnet50LayerAliases(resnet50Architecture()).layer3); // conv4_block6_out
 * ```
 */
export function resnet50LayerAliases({
  depths,
}: Pick<ResNet50Architecture, 'depths'>): Readonly<Record<string, string>> {
  const stages = depths.flatMap((depth, stage) => {
    const out = (block: number) => `conv${stage + 2}_block${block}_out`;
    const blocks = Array.from({ length: depth }, (_, block) => {
      const module = `layer${stage + 1}.${block}`;
      return [[module, out(block + 1)], ...aliasesInBlock(module, block === 0)];
    });
    return [...blocks.flat(), [`layer${stage + 1}`, out(depth)]];
  });
  return {
    ...{ conv1: 'conv1_conv', bn1: 'conv1_bn', relu: 'conv1_relu', act1: 'conv1_relu' },
    maxpool: 'pool1_pool',
    ...Object.fromEntries(stages),
    ...{ avgpool: 'avg_pool', global_pool: 'avg_pool', fc: 'logits' },
  };
}

/** The activations are timm's; torchvision has one module for the three. */
function aliasesInBlock(block: string, projected: boolean): string[][] {
  const modules = [1, 2, 3].flatMap((place) => [`conv${place}`, `bn${place}`]);
  if (projected) modules.push('downsample.0', 'downsample.1');
  const layer = (module: string) => layerInBlock(`${block}.${module}`)!.name;
  return [
    ...modules.map((module) => [`${block}.${module}`, layer(module)]),
    [`${block}.act1`, layer('bn1').replace(/bn$/, 'relu')],
    [`${block}.act2`, layer('bn2').replace(/bn$/, 'relu')],
    [`${block}.act3`, layer('bn3').replace(/3_bn$/, 'out')],
  ];
}
