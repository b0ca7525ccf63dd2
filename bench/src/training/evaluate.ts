import { join } from 'node:path';
import type { EvaluateInput, EvaluateOutput } from '../children/evaluate.js';
import { runChild } from '../contestants/tovec.js';
import { evaluation } from './plan.js';

/**
 * Evaluates a file of vectors, whoever trained it, in a process of its own.
 *
 * @param words the folder of the questions and the word pairs
 */
export async function evaluate(
  model: string,
  words: string,
  signal: AbortSignal,
): Promise<EvaluateOutput> {
  const input: EvaluateInput = {
    model,
    questions: join(words, evaluation.questions),
    restrict: evaluation.restrict,
    pairs: evaluation.pairs.map((name) => join(words, name)),
  };
  return (await runChild<EvaluateInput, EvaluateOutput>('evaluate', input, signal)).answer;
}
