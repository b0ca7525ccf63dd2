import type { ImageEncoder } from '@tovec/image';
import {
  efficientnetArchitecture,
  efficientnetLayouts,
  efficientnetNetwork,
  loadEfficientNet,
} from '@tovec/image/efficientnet';
import {
  loadResNet50,
  resnet50Architecture,
  resnet50Layouts,
  resnet50Network,
} from '@tovec/image/resnet50';
import { loadVgg16, vgg16Architecture, vgg16Layouts, vgg16Network } from '@tovec/image/vgg16';
import type { NameMap, Network } from '@tovec/nn';
import type { NetworkName } from './settings.js';

const common = { layout: 'torchvision', layer: 'logits' } as const;

/** The networks as torchvision has them, and where its files keep their weights. */
export const architectures: Readonly<
  Record<NetworkName, () => { readonly network: Network; readonly map: NameMap }>
> = {
  resnet50: () => ({
    network: resnet50Network(resnet50Architecture()),
    map: resnet50Layouts.torchvision,
  }),
  vgg16: () => {
    const architecture = vgg16Architecture();
    return { network: vgg16Network(architecture), map: vgg16Layouts(architecture).torchvision };
  },
  efficientnet_b0: () => {
    const architecture = efficientnetArchitecture({ layout: 'torchvision' });
    return {
      network: efficientnetNetwork(architecture),
      map: efficientnetLayouts(architecture).torchvision,
    };
  },
};

/** Encoders of the same weights, whose vectors are the logits, as those of the bare session are. */
export const loaders: Readonly<
  Record<NetworkName, (weights: string, batchSize: number) => Promise<ImageEncoder>>
> = {
  resnet50: (weights, batchSize) => loadResNet50({ weights, batchSize, ...common }),
  vgg16: (weights, batchSize) => loadVgg16({ weights, batchSize, ...common }),
  efficientnet_b0: (weights, batchSize) => loadEfficientNet({ weights, batchSize, ...common }),
};
