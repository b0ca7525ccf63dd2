import type { TrainingSettings } from '../contestants/contestant.js';

/** A training whose speed is measured. */
export interface SpeedPlan<Measure extends string = string> {
  /** The name `--only` takes; rows are called `<measure>/<peer>`. */
  readonly measure: Measure;
  /** What the table calls it. */
  readonly label: string;
  readonly settings: TrainingSettings;
  /** Who takes part, where that is not everybody. */
  readonly peers?: readonly string[] | undefined;
  /** Whether tovec trains with two threads as well. */
  readonly twoWorkers?: boolean | undefined;
}

/** A whole training whose vectors are evaluated. */
export interface QualityPlan<Measure extends string = string> {
  readonly measure: Measure;
  /** What stands behind the task's name in the table, where there are several plans. */
  readonly label?: string | undefined;
  readonly settings: TrainingSettings;
  readonly threads: number;
  readonly peers: readonly string[];
  /** Whether peers train as often as tovec: where noise is as large as what is looked for. */
  readonly repeatsPeers?: boolean | undefined;
}

/** What trained vectors are evaluated with: files of the folder that `--words` names. */
export const evaluation = {
  questions: 'questions-words.txt',
  /** Analogies are searched among the words most frequent. */
  restrict: 30_000,
  pairs: ['EN-WS-353-ALL.txt', 'EN-SIMLEX-999.txt', 'EN-RG-65.txt'],
} as const;
