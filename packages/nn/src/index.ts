export { gelu, silu } from './layers/activations.js';
export {
  type BatchNormLayerOptions,
  batchNormLayer,
  type ConvLayerOptions,
  convLayer,
} from './layers/conv-layers.js';
export { type LinearLayerOptions, linearLayer } from './layers/linear-layer.js';
export { flatten, globalAveragePool2d } from './layers/shapes.js';
export { type SqueezeExciteOptions, squeezeExcite } from './layers/squeeze-excite.js';
export {
  countParameters,
  describeNetwork,
  type NetworkDescription,
  type ValueDescription,
} from './network/describe-network.js';
export type { Dimension } from './network/dimension.js';
export {
  constant,
  defaultInitializer,
  glorotUniform,
  heNormal,
  heUniform,
  type Initializer,
  normal,
  ones,
  truncatedNormal,
  uniform,
  zeros,
} from './network/initializers.js';
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
export { initializeWeights } from './weights/initialize-weights.js';
export {
  denseOrder,
  depthwiseKernelOrder,
  kernelOrder,
  type NameMap,
  ownNames,
  type TensorPlace,
} from './weights/name-map.js';
export { type ReadWeightsOptions, readWeights, streamWeights } from './weights/stream-weights.js';
export { type WriteWeightsOptions, weightTensors, writeWeights } from './weights/write-weights.js';
export { type ExportOnnxOptions, exportOnnx } from './onnx/export-onnx.js';
export type { OnnxMetadata } from './onnx/model-proto.js';
export {
  type CompiledNetwork,
  type CompileNetworkOptions,
  compileNetwork,
} from './run/compile-network.js';
export type { RunOptions } from './run/output-sessions.js';
