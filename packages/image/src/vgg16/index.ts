export { vgg16LayerAliases, vgg16Layouts } from './layouts.js';
export { type LoadVgg16Options, loadVgg16 } from './load-vgg16.js';
export {
  type Vgg16Architecture,
  type Vgg16Options,
  vgg16Architecture,
  vgg16Network,
} from './network.js';
