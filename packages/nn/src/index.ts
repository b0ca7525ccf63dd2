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
export type { ElementType } from './onnx/element-types.js';
export { type ExportOnnxOptions, exportOnnx } from './onnx/export-onnx.js';
export type { OnnxMetadata } from './onnx/model-proto.js';
export type { OnnxTensor, OnnxValue } from './onnx/read/list-tensors.js';
export type { OnnxModelInfo } from './onnx/read/model-info.js';
export {
  type CompiledNetwork,
  type CompileNetworkOptions,
  compileNetwork,
} from './run/compile-network.js';
export {
  type EstimateMemoryOptions,
  estimateMemory,
  type MemoryEstimate,
} from './run/estimate-memory.js';
export { OnnxModel, type OpenOnnxModelOptions } from './run/onnx-model.js';
export type { RunOptions } from './run/output-sessions.js';
export { type BatchRunner, type RunBatchesOptions, runBatches } from './run/run-batches.js';
export type { ParallelOptions } from './run/session-group.js';
export type { EngineChoice, EngineName } from './tfjs/engine.js';
export {
  type InterpretedNetwork,
  type InterpretNetworkOptions,
  interpretNetwork,
  type RunInterpretedOptions,
} from './tfjs/interpret-network.js';
export { type AdamWOptions, adamW } from './train/adam-w.js';
export type { Batch, BatchSource } from './train/batch.js';
export {
  type BinaryCrossEntropyOptions,
  binaryCrossEntropy,
} from './train/binary-cross-entropy.js';
export type { EarlyStopping } from './train/early-stopping.js';
export type { Evaluation } from './train/evaluate.js';
export type { Loss } from './train/loss.js';
export { type MeanSquaredErrorOptions, meanSquaredError } from './train/mean-squared-error.js';
export { type AccuracyOptions, accuracy, type Metric } from './train/metric.js';
export type { Move, Optimizer, OptimizerOptions } from './train/optimizer.js';
export type { EpochReport, TrainedNetwork, TrainingReport } from './train/report.js';
export type { Schedule } from './train/schedule.js';
export { type SgdOptions, sgd } from './train/sgd.js';
export {
  type SoftmaxCrossEntropyOptions,
  softmaxCrossEntropy,
} from './train/softmax-cross-entropy.js';
export { trainNetwork } from './train/train-network.js';
export type { TrainNetworkOptions, Validation } from './train/train-options.js';
export { initializeWeights } from './weights/initialize-weights.js';
export {
  denseOrder,
  depthwiseKernelOrder,
  kernelOrder,
  type NameMap,
  ownNames,
  type TensorPlace,
} from './weights/name-map.js';
export {
  type ReadWeightsOptions,
  readWeights,
  type StreamWeightsOptions,
  streamWeights,
} from './weights/stream-weights.js';
export { type WriteWeightsOptions, weightTensors, writeWeights } from './weights/write-weights.js';
