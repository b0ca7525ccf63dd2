/** How well labels were predicted, over all examples or for one label. */
export interface Scores {
  /** Of the labels predicted, how many were right; undefined when none was predicted. */
  readonly precision: number | undefined;
  /** Of the right labels, how many were predicted; undefined when there is none. */
  readonly recall: number | undefined;
  /** The harmonic mean of the two. */
  readonly f1: number | undefined;
}

export interface LabelScores extends Scores {
  readonly label: string;
  /** How many examples have the label. */
  readonly examples: number;
  readonly predicted: number;
  readonly correct: number;
}

/** The result of `evaluate`: what `fasttext test` and `test-label` print. */
export interface ClassifierEvaluation extends Scores {
  /** Examples that have a label and a word the model knows; others do not count. */
  readonly examples: number;
  /** How many labels were predicted for each. */
  readonly topK: number;
  /** By label, in the order of the model. */
  readonly labels: readonly LabelScores[];
}

/** Counts right and wrong predictions. */
export class Meter {
  private examples = 0;
  private readonly gold: Float64Array;
  private readonly predicted: Float64Array;
  private readonly correct: Float64Array;

  constructor(private readonly labels: readonly string[]) {
    this.gold = new Float64Array(labels.length);
    this.predicted = new Float64Array(labels.length);
    this.correct = new Float64Array(labels.length);
  }

  count(gold: readonly number[], predicted: readonly number[]): void {
    this.examples++;
    for (const label of gold) this.gold[label]!++;
    for (const label of predicted) {
      this.predicted[label]!++;
      if (gold.includes(label)) this.correct[label]!++;
    }
  }

  result(topK: number): ClassifierEvaluation {
    const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
    const { gold, predicted, correct } = this;
    return {
      examples: this.examples,
      topK,
      ...scoresOf(sum(gold), sum(predicted), sum(correct)),
      labels: this.labels.map((label, at) => ({
        ...{ label, examples: gold[at]!, predicted: predicted[at]!, correct: correct[at]! },
        ...scoresOf(gold[at]!, predicted[at]!, correct[at]!),
      })),
    };
  }
}

function scoresOf(gold: number, predicted: number, correct: number): Scores {
  return {
    precision: predicted > 0 ? correct / predicted : undefined,
    recall: gold > 0 ? correct / gold : undefined,
    f1: gold + predicted > 0 ? (2 * correct) / (gold + predicted) : undefined,
  };
}
