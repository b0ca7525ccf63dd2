export type { ReadDatasetOptions } from './datasets/dataset-lines.js';
export {
  type Analogy,
  type AnalogyDataset,
  type AnalogySection,
  readAnalogies,
} from './datasets/read-analogies.js';
export { readWordPairs, type WordPair, type WordPairDataset } from './datasets/read-word-pairs.js';
export type { DatasetIdentity, EncoderIdentity, EvaluationResult } from './result.js';
export {
  type AnalogiesOptions,
  type AnalogiesResult,
  type AnalogyMethod,
  type AnalogyScore,
  type AnalogySectionScore,
  analogies,
} from './tasks/analogies.js';
export {
  type SimilarityOptions,
  type SimilarityResult,
  similarity,
} from './tasks/similarity.js';
