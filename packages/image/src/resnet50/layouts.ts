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

function kerasLayer(module: string): KerasLayer {
  if (module === 'fc') return { name: 'predictions', kind: 'dense' };
  const { name, normalized } = layerOf(module);
  return normalized
    ? { name: `${name}_bn`, kind: 'normalization' }
    : { name: `${name}_conv`, kind: 'convolution' };
}

/** `layer2.0.bn3` is of `conv3_block1_3`, `layer2.0.downsample.0` of `conv3_block1_0`. */
function layerOf(module: string): { readonly name: string; readonly normalized: boolean } {
  const inBlock = /^layer(\d+)\.(\d+)\.(conv|bn|downsample\.)(\d)$/.exec(module);
  if (inBlock === null) return { name: 'conv1', normalized: module === 'bn1' };
  const [, stage, block, kind, place] = inBlock as unknown as string[];
  const shortcut = kind === 'downsample.';
  return {
    name: `conv${Number(stage) + 1}_block${Number(block) + 1}_${shortcut ? 0 : place}`,
    normalized: shortcut ? place === '1' : kind === 'bn',
  };
}

/** What torchvision and timm call the layers. */
export function resnet50LayerAliases({
  depths,
}: Pick<ResNet50Architecture, 'depths'>): Readonly<Record<string, string>> {
  const stages = depths.flatMap((depth, stage) => {
    const out = (block: number) => `conv${stage + 2}_block${block}_out`;
    const blocks = Array.from({ length: depth }, (_, block) => [
      `layer${stage + 1}.${block}`,
      out(block + 1),
    ]);
    return [...blocks, [`layer${stage + 1}`, out(depth)]];
  });
  return {
    ...{ conv1: 'conv1_conv', bn1: 'conv1_bn', relu: 'conv1_relu', act1: 'conv1_relu' },
    maxpool: 'pool1_pool',
    ...Object.fromEntries(stages),
    ...{ avgpool: 'avg_pool', global_pool: 'avg_pool', fc: 'logits' },
  };
}
