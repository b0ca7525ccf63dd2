export { fromFloat16, toFloat16 } from '@tovec/core';
export {
  type PrincipalComponents,
  type PrincipalComponentsOptions,
  principalComponents,
  projectOnto,
} from './components/principal-components.js';
export { type CreateKeyedVectorsOptions, createKeyedVectors } from './create-keyed-vectors.js';
export {
  formatOfPath,
  type ReadingReport,
  type ReadVectorsOptions,
  type VectorFormat,
  vectorFormats,
} from './formats/format.js';
export { ModelTableReader } from './formats/model-table-reader.js';
export { type OutputTables, outputTableTensors } from './formats/output-tables.js';
export { streamOf } from './formats/read-model.js';
export {
  type ReadVectorModelOptions,
  readVectorModel,
  type VectorModel,
} from './formats/read-vector-model.js';
export { readVectors } from './formats/read-vectors.js';
export { sniffVectorFormat } from './formats/sniff.js';
export { vectorTensors } from './formats/write-model.js';
export { type VectorStream, writeVectorStream } from './formats/write-vector-stream.js';
export { type WriteVectorsOptions, writeVectors } from './formats/write-vectors.js';
export { ItemIndex } from './item-index.js';
export { ItemTable } from './item-table.js';
export { KeyedVectors } from './keyed-vectors.js';
export {
  combinePair,
  type PairOperator,
  pairDimensions,
  pairOperators,
  pairVectors,
} from './pairs/pair-vectors.js';
export type { AnalogyQuestion } from './queries/analogies.js';
export {
  type DuplicateGroup,
  type NearDuplicatesOptions,
  nearDuplicates,
} from './queries/near-duplicates.js';
export type { Neighbor } from './queries/nearest.js';
export type { AnalogyOptions, BatchOptions, NearestOptions } from './queries/options.js';
export type { CombinedQuery, ItemOrVector, NearestQuery, VectorLike } from './queries/query.js';
export type { MergeOptions } from './tables/merge.js';
