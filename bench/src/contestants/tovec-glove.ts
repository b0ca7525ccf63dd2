import type { CooccurrencesInput, CooccurrencesOutput } from '../children/cooccurrences.js';
import type { TrainGloveInput, TrainGloveOutput } from '../children/train-glove.js';
import type { GloveContestant } from './glove.js';
import { runChild } from './tovec.js';

/** tovec's GloVe, each step in a process of its own like the tools of Stanford. */
export function tovecGlove(version: Readonly<Record<string, unknown>>): GloveContestant {
  return {
    name: 'tovec',
    version,
    async count({ corpus, window, minCount, memoryGigabytes, threads, output, signal }) {
      const table = `${output}.cooccurrences.safetensors`;
      const memory = memoryGigabytes * 1e9;
      const options = { window, minCount, memory, workers: threads };
      const input: CooccurrencesInput = { corpus, table, options };
      const { answer, result } = await runChild<CooccurrencesInput, CooccurrencesOutput>(
        'cooccurrences',
        input,
        signal,
      );
      const { seconds, vocabulary, nonZeros } = answer.report;
      return {
        seconds: {
          vocabulary: seconds.read + seconds.count,
          cooccurrences: seconds.cooccurrences + seconds.merge,
          // Training takes them in another order in each epoch; that is part of its time.
          shuffle: 0,
        },
        ...{ vocabulary, nonZeros, table, wallSeconds: result.wallSeconds },
        ...{ peakMemoryBytes: answer.peakMemoryBytes, otherCores: result.otherCores },
      };
    },
    async train({ table, threads, output, limitSeconds: _, signal, ...settings }) {
      const model = `${output}.safetensors`;
      const input: TrainGloveInput = { table, model, options: { ...settings, workers: threads } };
      const { answer, result } = await runChild<TrainGloveInput, TrainGloveOutput>(
        'train-glove',
        input,
        signal,
      );
      const { report, nonZeros, peakMemoryBytes } = answer;
      return {
        epochs: settings.epochs,
        trainSeconds: report.seconds.train,
        ...{ nonZeros, vocabulary: report.vocabulary, cost: report.loss, model },
        ...{ wasStopped: false, wallSeconds: result.wallSeconds, peakMemoryBytes },
        otherCores: result.otherCores,
      };
    },
  };
}
