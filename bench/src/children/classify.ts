// Trains and tests tovec's classifier in a process of its own:
//
//   node classify.js '{ "train": …, "test": …, "model": …, "options": … }'
import { readFile } from 'node:fs/promises';
import type { TrainingReport } from '@tovec/training';
import { type ClassifierTrainOptions, trainClassifier } from '@tovec/word/fasttext';
import { ownPeakMemory } from '../processes/run-process.js';

export interface ClassifyInput {
  readonly train: string;
  readonly test: string;
  /** Where to save the model. */
  readonly model: string;
  readonly options: ClassifierTrainOptions;
}

export interface ClassifyOutput {
  readonly report: TrainingReport;
  /** Lines whose first label is right, of 100. */
  readonly accuracy: number;
  readonly examples: number;
  readonly peakMemoryBytes: number;
}

const { train, test, model, options } = JSON.parse(process.argv[2] ?? '') as ClassifyInput;
const classifier = await trainClassifier({ path: train }, options);
await classifier.save(model);
const peakMemoryBytes = ownPeakMemory();
const lines = (await readFile(test, 'utf8')).trimEnd().split('\n');
const { precision = 0, examples } = classifier.evaluate(lines);
const output: ClassifyOutput = {
  report: classifier.report!,
  ...{ accuracy: 100 * precision, examples, peakMemoryBytes },
};
console.log(JSON.stringify(output));
