import type { AnalogiesResult } from '../tasks/analogies.js';
import type { CategorizationResult } from '../tasks/categorization.js';
import type { OutliersResult } from '../tasks/outliers.js';
import type { SimilarityResult } from '../tasks/similarity.js';

/** A result of any task of this package; `task` says of which. */
export type TaskResult = AnalogiesResult | CategorizationResult | OutliersResult | SimilarityResult;
