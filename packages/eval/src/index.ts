export { type ClusteringMethod, clusteringMethods } from './clustering/cluster.js';
export { type KMeansOptions, type KMeansResult, kMeans } from './clustering/k-means.js';
export {
  type CompareOptions,
  type Comparison,
  type ComparisonReport,
  compareResults,
} from './compare/compare-results.js';
export { describeComparison, verdictOf } from './compare/describe-comparison.js';
export type { UnmatchedResult } from './compare/match-results.js';
export type { ReadDatasetOptions } from './datasets/dataset-lines.js';
export type { LabelledDataset, LabelledItem } from './datasets/labelled.js';
export {
  type Analogy,
  type AnalogyDataset,
  type AnalogySection,
  readAnalogies,
} from './datasets/read-analogies.js';
export {
  type CategorizedWord,
  type CategoryDataset,
  readCategories,
} from './datasets/read-categories.js';
export { type Edge, type EdgeDataset, readEdges } from './datasets/read-edges.js';
export {
  type LabelledFormat,
  type ReadLabelledOptions,
  readLabelled,
} from './datasets/read-labelled.js';
export { type OutlierDataset, type OutlierGroup, readOutliers } from './datasets/read-outliers.js';
export {
  type PairDataset,
  type ReadPairsOptions,
  readPairs,
  type TextPair,
} from './datasets/read-pairs.js';
export { type RetrievalSources, readRetrieval } from './datasets/read-retrieval.js';
export { readWordPairs, type WordPair, type WordPairDataset } from './datasets/read-word-pairs.js';
export type {
  RetrievalDataset,
  RetrievalDocument,
  RetrievalQuery,
} from './datasets/retrieval-dataset.js';
export { retrievalFromLabels } from './datasets/retrieval-from-labels.js';
export type { EmbeddingCacheOptions } from './encoding/embedding-cache.js';
export type {
  EdgeSplit,
  EdgeSplitOptions,
  NodePair,
  PairExamples,
} from './links/edge-split.js';
export { readEdgeSplit } from './links/read-edge-split.js';
export { splitEdges } from './links/split-edges.js';
export { type BestThreshold, bestThreshold } from './metrics/best-threshold.js';
export type { BinaryLabels } from './metrics/binary-ranking.js';
export type { Label } from './metrics/classes.js';
export {
  adjustedRandIndex,
  normalizedMutualInformation,
  purity,
  type VMeasure,
  vMeasure,
} from './metrics/clusters.js';
export {
  type ClassificationScores,
  type ClassScore,
  classificationScores,
  type F1Scores,
  type MultiLabelScores,
  multiLabelScores,
} from './metrics/f1.js';
export { ndcg } from './metrics/ndcg.js';
export {
  averagePrecision,
  type PrecisionRecallCurve,
  precisionRecallCurve,
} from './metrics/precision-recall.js';
export {
  averagePrecisionAt,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcgAt,
  precisionAt,
  type RankedRelevance,
  recallAt,
  reciprocalRankAt,
} from './metrics/ranked-relevance.js';
export { type RocCurve, rocAuc, rocCurve } from './metrics/roc.js';
export { type SilhouetteOptions, silhouette } from './metrics/silhouette.js';
export type { Point } from './metrics/thin-curve.js';
export type { Baseline } from './probe/bag-of-words.js';
export type { ProbeKind, ProbeOptions, ProbeSettings } from './probe/probe-options.js';
export type { SplitOptions, SplitSettings } from './probe/splits.js';
export {
  type ProbeVectors,
  type TrainedProbe,
  type TrainProbeOptions,
  trainProbe,
} from './probe/train-probe.js';
export type { ReportOptions } from './report/build-report.js';
export {
  formatDifference,
  formatInterval,
  formatPValue,
  formatScore,
  formatShare,
} from './report/format.js';
export { htmlReport } from './report/html-report.js';
export { markdownReport } from './report/markdown-report.js';
export { type SummaryRow, type SummaryTable, summarize } from './report/summarize.js';
export type { Machine } from './results/machine.js';
export { readResults } from './results/read-results.js';
export type { DatasetIdentity, EncoderIdentity, EvaluationResult } from './results/result.js';
export type { TaskResult } from './results/task-result.js';
export { validateResult } from './results/validate-result.js';
export type { BootstrapSettings } from './statistics/bootstrap.js';
export type { Interval } from './statistics/interval.js';
export {
  type AnalogiesOptions,
  type AnalogiesResult,
  type AnalogyMethod,
  type AnalogySectionScore,
  analogies,
} from './tasks/analogies.js';
export type { SkippedQuestions } from './tasks/analogy-answers.js';
export type { AnalogyScore } from './tasks/analogy-scores.js';
export {
  type CategorizationOptions,
  type CategorizationResult,
  type ClusteringScore,
  categorization,
} from './tasks/categorization.js';
export { classification } from './tasks/classification.js';
export type {
  ClassificationOptions,
  ClassificationResult,
  ClassificationRound,
  ClassResult,
} from './tasks/classification-types.js';
export { clustering } from './tasks/clustering.js';
export type { ClusteringOptions, ClusteringResult } from './tasks/clustering-types.js';
export type { ExtrinsicOptions, ExtrinsicSettings } from './tasks/extrinsic-options.js';
export { linkPrediction } from './tasks/link-prediction.js';
export type {
  LinkMethod,
  LinkPredictionOptions,
  LinkPredictionResult,
  LinkScore,
} from './tasks/link-prediction-types.js';
export type { EvaluationOptions } from './tasks/options.js';
export {
  type OutlierGroupScore,
  type OutliersOptions,
  type OutliersResult,
  outliers,
} from './tasks/outliers.js';
export type { BinaryPairScore, GradedPairScore, PairMeasure } from './tasks/pair-scores.js';
export { pairs } from './tasks/pairs.js';
export type { PairsOptions, PairsResult } from './tasks/pairs-types.js';
export { retrieval } from './tasks/retrieval.js';
export type {
  RetrievalMetric,
  RetrievalOptions,
  RetrievalResult,
  RetrievalScore,
} from './tasks/retrieval-types.js';
export {
  type MissingPairs,
  type SimilarityOptions,
  type SimilarityResult,
  similarity,
} from './tasks/similarity.js';
export { transfer } from './tasks/transfer.js';
export type {
  LearningCurve,
  LearningPoint,
  TransferOptions,
  TransferResult,
} from './tasks/transfer-types.js';
export type { VectorMap } from './tasks/vector-map.js';
