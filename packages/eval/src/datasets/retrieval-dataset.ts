import type { DatasetIdentity } from '../results/result.js';

/** Something to search in. */
export interface RetrievalDocument<Input = string> {
  readonly id: string;
  readonly input: Input;
}

/** Something to search for. */
export interface RetrievalQuery<Input = string> {
  readonly id: string;
  readonly input: Input;
  /** How relevant documents are, by their ids; those that are not here are not relevant at all. */
  readonly relevant: ReadonlyMap<string, number>;
}

export interface RetrievalDataset<Input = string> extends DatasetIdentity {
  readonly corpus: readonly RetrievalDocument<Input>[];
  readonly queries: readonly RetrievalQuery<Input>[];
}
