export {
  type EfficientNetArchitecture,
  type EfficientNetLayout,
  type EfficientNetOptions,
  type EfficientNetVariant,
  efficientnetArchitecture,
  efficientnetVariants,
} from './architecture.js';
export { efficientnetLayerAliases, efficientnetLayouts } from './layouts.js';
export { type LoadEfficientNetOptions, loadEfficientNet } from './load-efficientnet.js';
export { efficientnetNetwork } from './network.js';
