export { check, type NumberBounds } from './check.js';
export { describeValue } from './describe-value.js';
export { checkEncoder } from './encoder/check-encoder.js';
export {
  type DefinedEncoder,
  defineEncoder,
  type EncoderDefinition,
} from './encoder/define-encoder.js';
export {
  type Embeddings,
  embeddingsFrom,
  type Precision,
  type ValuesByPrecision,
} from './encoder/embeddings.js';
export { encode } from './encoder/encode.js';
export type { EncodeOptions, Inputs } from './encoder/encode-options.js';
export { type EmbeddingsPart, encodeStream } from './encoder/encode-stream.js';
export type {
  EncodeCall,
  EncodedBatch,
  Encoder,
  EncoderCapabilities,
  EncoderLimits,
  Modality,
  Role,
  RowNote,
} from './encoder/encoder.js';
export { EncoderError, type EncoderErrorOptions } from './errors/encoder-error.js';
export { importOptional } from './errors/import-optional.js';
export { InvalidInputError, type InvalidInputErrorOptions } from './errors/invalid-input-error.js';
export {
  MissingDependencyError,
  type MissingDependencyErrorOptions,
} from './errors/missing-dependency-error.js';
export { MissingItemError, type MissingItemErrorOptions } from './errors/missing-item-error.js';
export { ModelFileError, type ModelFileErrorOptions } from './errors/model-file-error.js';
export { SourceError, type SourceErrorOptions } from './errors/source-error.js';
export { UnsupportedError, type UnsupportedErrorOptions } from './errors/unsupported-error.js';
export type { FileSink } from './files/buffered-sink.js';
export { decodeUtf8, encodeUtf8, isValidUtf8 } from './files/utf8.js';
export { type WriteFileAtomicallyOptions, writeFileAtomically } from './files/write-atomically.js';
export { escapeHtml } from './html/escape-html.js';
export { type HtmlPage, htmlPage } from './html/html-page.js';
export { Items } from './model-file/items.js';
export type { JsonObject, JsonValue, ModelFile, ModelTensor } from './model-file/model-file.js';
export { type ReadModelFileOptions, readModelFile } from './model-file/read-model-file.js';
export { type ModelFileToWrite, writeModelFile } from './model-file/write-model-file.js';
export { nearestNames } from './nearest-names.js';
export { fromBfloat16, fromFloat16, toFloat16 } from './numbers/half.js';
export { createRegistry } from './plugin/create-registry.js';
export { definePlugin, type PluginDefinition } from './plugin/define-plugin.js';
export type { EncoderProvider, EncoderProviders, Plugin } from './plugin/plugin.js';
export type { EncoderId, Plugins, Registry, TrainableId } from './plugin/registry.js';
export {
  type CreateProgressOptions,
  createProgress,
  type Progress,
} from './progress/create-progress.js';
export type { OnProgress, ProgressEvent, ProgressExtra } from './progress/progress-event.js';
export { createRandom, deriveSeed, type Random, type Shuffleable } from './random.js';
export { type OpenedSafetensors, openSafetensors } from './safetensors/open-safetensors.js';
export {
  type ReadSafetensorsOptions,
  type ReadTensor,
  readSafetensors,
  type SafetensorsContent,
  type SelectTensor,
} from './safetensors/read-safetensors.js';
export type {
  StreamedTensor,
  TensorDtype,
  TensorInfo,
  TensorToWrite,
} from './safetensors/tensor.js';
export { tensorToFloat32 } from './safetensors/to-float32.js';
export { type SafetensorsToWrite, writeSafetensors } from './safetensors/write-safetensors.js';
export type { ByteReader } from './sources/byte-reader.js';
export { OPEN_SOURCE_KEYS, openSource } from './sources/open-source.js';
export type { OpenSourceOptions, Source } from './sources/source.js';
