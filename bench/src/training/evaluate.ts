import { join } from 'node:path';
import type { EvaluateInput, EvaluateOutput } from '../children/evaluate.js';
import { runChild } from '../contestants/tovec.js';
import { evaluation } from './plan.js';

/** What makes scores of a trained model. */
export interface Judgement {
  /** The words whose vectors it takes, where those are not the vocabulary's. */
  readonly compose?: readonly string[] | undefined;
  /** Judges a file of vectors, whoever trained it, in a process of its own. */
  evaluate(model: string, signal: AbortSignal): Promise<EvaluateOutput>;
}

/** Analogies and all word pairs. @param words the folder they are in */
export function wholeJudgement(words: string): Judgement {
  return judgement({
    questions: join(words, evaluation.questions),
    restrict: evaluation.restrict,
    pairs: evaluation.pairs.map((name) => join(words, name)),
  });
}

/** A judgement by certain files. */
export function judgement(
  files: Omit<EvaluateInput, 'model'>,
  compose?: readonly string[],
): Judgement {
  return {
    compose,
    async evaluate(model, signal) {
      const input: EvaluateInput = { model, ...files };
      return (await runChild<EvaluateInput, EvaluateOutput>('evaluate', input, signal)).answer;
    },
  };
}
