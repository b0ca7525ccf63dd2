export { type CentroidAssigner, createCentroidAssigner } from './centroids.js';
export {
  type CooccurrenceKernel,
  cooccurrenceModule,
  cooccurrenceRowBytes,
} from './cooccurrence.js';
export { type GloveKernel, gloveModule, gloveRow } from './glove.js';
export type { Assignment, CentreAssigner } from './linear/assigner.js';
export type { LinearTargets, LogisticLoss, SoftmaxLoss } from './linear/losses.js';
export { allocateLinearRows, type LinearRows } from './linear.js';
export { allocateMatrix, type Matrix, matrixAt } from './matrix.js';
export { createMemory, ensureMemory, formatBytes, maximumMemoryBytes } from './memory.js';
export { type FusedModule, instantiate, type KernelInstructions } from './modules.js';
export {
  keepPixels,
  type PackedWeights,
  type PixelAxis,
  pixelWeightBits,
  weighPixels,
} from './pixels/axis.js';
export type { PixelPicture, PixelRegion } from './pixels/resample.js';
export { type PixelFrame, pixelNumbers, resamplePixels } from './pixels.js';
export { firstNotFinite, meanRows, type RowLists } from './rows.js';
export { borrowScratch, claimMemory } from './scratch.js';
export type { AnalogyOptions } from './search/analogies.js';
export type { SearchOptions } from './search/nearest.js';
export { noRow, type SearchResult } from './search/result.js';
export type { ScoresOptions } from './search/scores.js';
export type { SearchMetric } from './search/table.js';
export { createSearcher, type Searcher } from './search.js';
export { type SgdKernel, type SgdLoop, sgdModule } from './sgd.js';
export { type TextKernel, textModule, textSlack } from './text.js';
export { type WalkKernel, type WalkLoop, walkModule } from './walk.js';
