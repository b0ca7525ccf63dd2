export type { FastTextArguments, FastTextLoss, FastTextModel } from './arguments.js';
export { FastTextClassifier } from './classifier/classifier.js';
export type { ClassifierEvaluation, LabelScores, Scores } from './classifier/evaluate.js';
export { loadClassifier } from './classifier/load-classifier.js';
export type {
  ClassifierQuantizationReport,
  LabelledExample,
  Prediction,
  PredictOptions,
  QuantizeClassifierOptions,
} from './classifier/options.js';
export { FastText } from './fasttext.js';
export type { SaveFastTextOptions, SaveModelOptions } from './format/save.js';
export { sniffFastText } from './format/sniff.js';
export { type LoadFastTextOptions, loadFastText } from './load-fasttext.js';
export type { LoadModelOptions } from './load-parts.js';
export { type EstimateMemoryOptions, estimateMemory, type MemoryEstimate } from './memory.js';
export type {
  QuantizationLoss,
  QuantizationReport,
  QuantizeOptions,
} from './quantize/quantize-parts.js';
export type { ClassifierTrainOptions, FastTextTrainOptions } from './train/options.js';
export { trainClassifier } from './train/train-classifier.js';
export { trainFastText } from './train/train-fasttext.js';
