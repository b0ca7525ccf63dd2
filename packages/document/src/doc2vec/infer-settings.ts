import { check } from '@tovec/core';
import type { DocumentSettings, InferenceSettings } from '@tovec/training';
import type { Doc2VecInferOptions } from './options.js';

/**
 * Checks how to infer and completes it with how the model was trained.
 *
 * @throws InvalidInputError naming the first option that cannot be
 */
export function inferSettings(
  options: Doc2VecInferOptions,
  settings: DocumentSettings,
): InferenceSettings {
  check.knownKeys('Doc2VecInferOptions', options, [
    ...['epochs', 'learningRate', 'minLearningRate', 'seed', 'workers', 'signal', 'onProgress'],
  ]);
  const { learningRate = settings.learningRate, signal, onProgress } = options;
  check.number('learningRate', learningRate, { above: 0 });
  const { minLearningRate = Math.min(settings.minLearningRate, learningRate) } = options;
  return {
    learningRate,
    minLearningRate: check.number('minLearningRate', minLearningRate, {
      ...{ min: 0, max: learningRate },
    }),
    epochs: check.integer('epochs', options.epochs ?? settings.epochs, { min: 1, max: 1_000_000 }),
    seed: check.integer('seed', options.seed ?? settings.seed),
    workers: check.integer('workers', options.workers ?? 256, { min: 1, max: 256 }),
    ...{ signal, onProgress },
  };
}
