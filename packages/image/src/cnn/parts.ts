import type { TrainingReport, WeightValues } from '@tovec/nn';
import type { Preprocessing } from '../preprocessing/preprocessing.js';
import type { CnnArchitecture } from './network.js';

/** The encoder's id, in files and messages. */
export const cnnId = 'cnn';

/** All that a trained network is. */
export interface CnnParts {
  readonly architecture: CnnArchitecture;
  /** In the order of the logits. */
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing;
  readonly weights: WeightValues;
  readonly report: TrainingReport;
}
