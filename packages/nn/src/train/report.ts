import type { WeightValues } from '../network/network.js';
import type { EngineName } from '../tfjs/engine.js';
import type { Evaluation } from './evaluate.js';

/** What an epoch brought. */
export interface EpochReport {
  /** Mean over its examples, each measured before it was learnt from. */
  readonly loss: number;
  /** On the validation data, after the epoch: `loss` and each metric. */
  readonly validation?: Evaluation | undefined;
}

/** A network that has learnt. */
export interface TrainedNetwork {
  /** All of its weights, the frozen ones and running statistics too. */
  readonly weights: WeightValues;
  readonly report: TrainingReport;
}

/** How a training went. */
export interface TrainingReport {
  /** What TensorFlow.js computed with. */
  readonly engine: EngineName;
  readonly epochs: readonly EpochReport[];
  /** The epoch whose weights these are, counted from 1: the best one where there is early stopping. */
  readonly epoch: number;
  /** Whether it ended before the last epoch, for want of progress. */
  readonly stoppedEarly: boolean;
  /** Numbers that were learnt. */
  readonly trainableParameters: number;
  /** Of this run, without what an earlier one did. */
  readonly seconds: number;
  readonly examplesPerSecond: number;
}
