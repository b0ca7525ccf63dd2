export {
  countParameters,
  describeNetwork,
  type NetworkDescription,
  type ValueDescription,
} from './network/describe-network.js';
export type { Dimension } from './network/dimension.js';
export type { Initializer } from './network/initializers.js';
export type {
  InputSpec,
  NamedWeight,
  Network,
  NetworkInputs,
  WeightOptions,
  WeightSpec,
  Weights,
  WeightValues,
} from './network/network.js';
export type {
  BatchNormOptions,
  BatchNormWeights,
  Conv2dOptions,
  LayerNormWeights,
  Ops,
  Padding,
  Pool2dOptions,
  ReduceOptions,
} from './network/ops.js';
export type { TensorArray, TensorData } from './network/tensor-data.js';
