import { setImmediate } from 'node:timers/promises';
import type { ClassifierEvaluation, FastTextClassifier, Scores } from '@tovec/word/fasttext';

interface Settings {
  readonly topK: number;
  readonly threshold: number;
  readonly signal: AbortSignal;
  /** Examples between two moments at which an abort is heard. */
  readonly group?: number;
}

/** What `evaluate` of the classifier says of all examples, a group at a time: Ctrl-C is heard. */
export async function evaluateClassifier(
  classifier: Pick<FastTextClassifier, 'evaluate'>,
  examples: readonly string[],
  { topK, threshold, signal, group = 4096 }: Settings,
): Promise<ClassifierEvaluation> {
  let sum = classifier.evaluate([], { topK, threshold });
  for (let first = 0; first < examples.length; first += group) {
    await setImmediate();
    signal.throwIfAborted();
    const some = examples.slice(first, first + group);
    sum = add(sum, classifier.evaluate(some, { topK, threshold }));
  }
  return sum;
}

function add(a: ClassifierEvaluation, b: ClassifierEvaluation): ClassifierEvaluation {
  const labels = a.labels.map(({ label, ...own }, at) => {
    const other = b.labels[at]!;
    const examples = own.examples + other.examples;
    const predicted = own.predicted + other.predicted;
    const correct = own.correct + other.correct;
    const scores = scoresOf(examples, predicted, correct);
    return { ...{ label, examples, predicted, correct }, ...scores };
  });
  const total = (key: 'examples' | 'predicted' | 'correct') =>
    labels.reduce((sum, label) => sum + label[key], 0);
  const scores = scoresOf(total('examples'), total('predicted'), total('correct'));
  return { ...{ examples: a.examples + b.examples, topK: a.topK }, ...scores, labels };
}

function scoresOf(right: number, predicted: number, correct: number): Scores {
  return {
    precision: predicted > 0 ? correct / predicted : undefined,
    recall: right > 0 ? correct / right : undefined,
    f1: right + predicted > 0 ? (2 * correct) / (right + predicted) : undefined,
  };
}
