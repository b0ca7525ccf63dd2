import type { AnalogiesResult } from '../tasks/analogies.js';
import type { CategorizationResult } from '../tasks/categorization.js';
import type { ClassificationResult } from '../tasks/classification-types.js';
import type { ClusteringResult } from '../tasks/clustering-types.js';
import type { LinkPredictionResult } from '../tasks/link-prediction-types.js';
import type { OutliersResult } from '../tasks/outliers.js';
import type { PairsResult } from '../tasks/pairs-types.js';
import type { RetrievalResult } from '../tasks/retrieval-types.js';
import type { SimilarityResult } from '../tasks/similarity.js';
import type { TransferResult } from '../tasks/transfer-types.js';

/** A result of any task of this package; `task` says of which. */
export type TaskResult =
  | AnalogiesResult
  | CategorizationResult
  | ClassificationResult
  | ClusteringResult
  | LinkPredictionResult
  | OutliersResult
  | PairsResult
  | RetrievalResult
  | SimilarityResult
  | TransferResult;
