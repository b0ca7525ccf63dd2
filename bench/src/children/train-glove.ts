// Trains tovec's GloVe on co-occurrences that were kept, in a process of its own:
//
//   node train-glove.js '{ "table": …, "model": …, "options": … }'
import { readCooccurrences } from '@tovec/training';
import { type GloveReport, type GloveTrainOptions, trainGlove } from '@tovec/word/glove';
import { ownPeakMemory } from '../processes/run-process.js';

export interface TrainGloveInput {
  readonly table: string;
  /** Where to save the model. */
  readonly model: string;
  readonly options: GloveTrainOptions;
}

export interface TrainGloveOutput {
  readonly report: GloveReport;
  readonly nonZeros: number;
  readonly peakMemoryBytes: number;
}

const { table, model, options } = JSON.parse(process.argv[2] ?? '') as TrainGloveInput;
await using counted = await readCooccurrences(table);
const trained = await trainGlove(counted, options);
await trained.save(model);
const output: TrainGloveOutput = {
  report: trained.report,
  nonZeros: counted.nonZeros,
  peakMemoryBytes: ownPeakMemory(),
};
console.log(JSON.stringify(output));
