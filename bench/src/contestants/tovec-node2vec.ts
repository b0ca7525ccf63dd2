import type { TrainNode2VecInput, TrainNode2VecOutput } from '../children/train-node2vec.js';
import type { Node2VecContestant } from './node2vec.js';
import { runChild } from './tovec.js';

/** tovec's Node2Vec, in a process of its own like every peer. */
export function tovecNode2Vec(version: Readonly<Record<string, unknown>>): Node2VecContestant {
  return {
    name: 'tovec',
    version,
    async train({ edges, threads, output, signal, ...settings }) {
      const model = `${output}.safetensors`;
      const input: TrainNode2VecInput = {
        edges,
        model,
        options: { ...settings, workers: threads },
      };
      const { answer, result } = await runChild<TrainNode2VecInput, TrainNode2VecOutput>(
        'train-node2vec',
        input,
        signal,
      );
      const { report, peakMemoryBytes, startMemoryBytes } = answer;
      return {
        model,
        walkSeconds: report.seconds.walk,
        trainSeconds: report.seconds.train - report.seconds.walk,
        ...{ wallSeconds: result.wallSeconds, peakMemoryBytes, otherCores: result.otherCores },
        details: { report, startMemoryBytes },
      };
    },
  };
}
