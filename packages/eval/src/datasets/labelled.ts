import type { DatasetIdentity } from '../results/result.js';

/** Something with what it is labelled: one label, or several where several hold. */
export interface LabelledItem<Input = string> {
  readonly item: Input;
  readonly labels: readonly string[];
}

/** Items with labels, for {@link classification}, {@link clustering} and {@link transfer}. */
export interface LabelledDataset<Input = string> extends DatasetIdentity {
  readonly items: readonly LabelledItem<Input>[];
  /**
   * Items to test with, where the dataset comes with a split of its own; `items` are those to train
   * with then.
   */
  readonly test?: readonly LabelledItem<Input>[] | undefined;
}
