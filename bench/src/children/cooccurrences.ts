// Counts co-occurrences with tovec in a process of its own, and keeps them:
//
//   node cooccurrences.js '{ "corpus": …, "table": …, "options": … }'
import { type CooccurrenceOptions, type CooccurrenceReport, cooccurrences } from '@tovec/training';
import { ownPeakMemory } from '../processes/run-process.js';

export interface CooccurrencesInput {
  readonly corpus: string;
  /** Where to save them. */
  readonly table: string;
  readonly options: CooccurrenceOptions;
}

export interface CooccurrencesOutput {
  readonly report: CooccurrenceReport;
  /** Copying the temporary files into one. */
  readonly saveSeconds: number;
  readonly peakMemoryBytes: number;
}

const { corpus, table, options } = JSON.parse(process.argv[2] ?? '') as CooccurrencesInput;
await using counted = await cooccurrences({ path: corpus }, options);
const peakMemoryBytes = ownPeakMemory();
const start = performance.now();
await counted.save(table);
const output: CooccurrencesOutput = {
  report: counted.report,
  saveSeconds: (performance.now() - start) / 1000,
  peakMemoryBytes,
};
console.log(JSON.stringify(output));
