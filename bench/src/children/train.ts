// Trains tovec's Word2Vec in a process of its own, so that its memory is only its own:
//
//   node train.js '{ "corpus": …, "model": …, "options": … }'
import {
  type TrainingReport,
  trainWord2Vec,
  type Word2VecTrainOptions,
} from '@tovec/word/word2vec';
import { ownPeakMemory } from '../processes/run-process.js';

export interface TrainInput {
  readonly corpus: string;
  /** Where to save the model; not at all when absent. */
  readonly model?: string | undefined;
  readonly options: Word2VecTrainOptions;
}

export interface TrainOutput {
  readonly report: TrainingReport;
  /** Occurrences of words of the vocabulary, in all epochs. */
  readonly tokens: number;
  readonly model: string;
  /** From the start of the process until training was called: Node and imports. */
  readonly startSeconds: number;
  readonly peakMemoryBytes: number;
}

const { corpus, model = '', options } = JSON.parse(process.argv[2] ?? '') as TrainInput;
const startSeconds = performance.now() / 1000;
const trained = await trainWord2Vec({ path: corpus }, options);
if (model !== '') await trained.save(model);
const once = trained.vectors.counts?.reduce((sum, count) => sum + count, 0) ?? 0;
const output: TrainOutput = {
  report: trained.report,
  tokens: once * trained.settings.epochs,
  model,
  startSeconds,
  peakMemoryBytes: ownPeakMemory(),
};
console.log(JSON.stringify(output));
