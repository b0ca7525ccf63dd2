// Trains tovec's FastText in a process of its own, so that its memory is only its own:
//
//   node train-fasttext.js '{ "corpus": …, "model": …, "options": … }'
import { createKeyedVectors, writeVectors } from '@tovec/vectors';
import { type FastText, type FastTextTrainOptions, trainFastText } from '@tovec/word/fasttext';
import { ownPeakMemory } from '../processes/run-process.js';
import type { TrainOutput } from './train.js';

export interface TrainFastTextInput {
  readonly corpus: string;
  /** Where to write vectors: of the vocabulary, or of the words to compose. */
  readonly model: string;
  readonly compose?: readonly string[] | undefined;
  readonly options: FastTextTrainOptions;
}

const { corpus, model, compose, options } = JSON.parse(process.argv[2] ?? '') as TrainFastTextInput;
const startSeconds = performance.now() / 1000;
const trained = await trainFastText({ path: corpus }, options);
const peakMemoryBytes = ownPeakMemory();
await writeVectors(model, compose ? await vectorsOf(trained, compose) : trained.vectors);

const once = trained.vectors.counts?.reduce((sum, count) => sum + count, 0) ?? 0;
const output: TrainOutput = {
  report: trained.report!,
  tokens: once * trained.settings.epochs,
  ...{ model, startSeconds, peakMemoryBytes },
};
console.log(JSON.stringify(output));

async function vectorsOf({ encoder }: FastText, words: readonly string[]) {
  const { data, dimensions } = await encoder.encode([...words]);
  return createKeyedVectors({ items: words, matrix: data, dimensions });
}
