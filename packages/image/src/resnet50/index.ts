export { resnet50LayerAliases, resnet50Layouts } from './layouts.js';
export { type LoadResNet50Options, loadResNet50 } from './load-resnet50.js';
export {
  type ResNet50Architecture,
  type ResNet50Options,
  resnet50Architecture,
  resnet50Network,
} from './network.js';
