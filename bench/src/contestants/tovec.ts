import { fileURLToPath } from 'node:url';
import type { TrainInput, TrainOutput } from '../children/train.js';
import type { TrainFastTextInput } from '../children/train-fasttext.js';
import { type ProcessResult, requireSuccess, runProcess } from '../processes/run-process.js';
import type { Contestant, TrainingTask } from './contestant.js';
import { lastLineOf } from './python.js';

/** Runs a file of `children` in a fresh Node and reads the JSON it prints. */
export async function runChild<Input, Output>(
  child: string,
  input: Input,
  signal: AbortSignal,
): Promise<{ answer: Output; result: ProcessResult }> {
  const path = fileURLToPath(new URL(`./children/${child}.js`, import.meta.url));
  const args = [path, JSON.stringify(input)];
  const result = await runProcess({ command: process.execPath, args, signal });
  requireSuccess(`tovec's ${child}`, result);
  return { answer: lastLineOf<Output>(result.stdout), result };
}

/** tovec itself, in a process of its own like every peer. */
export function tovec(version: Readonly<Record<string, unknown>>): Contestant {
  const train = async ({ signal, ...task }: TrainingTask) => {
    const model = `${task.output}.safetensors`;
    const { corpus, threads, output: _, limitSeconds: __, ...settings } = task;
    const { subwords, compose, hierarchicalSoftmax, ...others } = settings;
    const options = { ...others, workers: threads };
    if (!subwords) {
      const input = { corpus, model, options: { ...options, hierarchicalSoftmax } };
      return runChild<TrainInput, TrainOutput>('train', input, signal);
    }
    const input = { corpus, model, compose, options: { ...options, ...subwords } };
    return runChild<TrainFastTextInput, TrainOutput>('train-fasttext', input, signal);
  };
  return {
    name: 'tovec',
    version,
    architectures: ['skip-gram', 'cbow'],
    async train(task) {
      const { answer, result } = await train(task);
      const { report, tokens, model } = answer;
      return {
        tokens,
        trainSeconds: report.seconds.train,
        vocabulary: report.vocabulary,
        wasStopped: false,
        model,
        ...measuredOf(result, answer.peakMemoryBytes),
        details: { report },
      };
    },
    async count(corpus, threads, signal) {
      // What is measured comes before training, so that shall be short.
      const tiny = { dimensions: 4, window: 1, negative: 1, sample: 1e-6, epochs: 1 };
      const input = { corpus, options: { ...tiny, minCount: 5, workers: threads } };
      const { answer, result } = await runChild<TrainInput, TrainOutput>('train', input, signal);
      const { read, count } = answer.report.seconds;
      return {
        seconds: read + count,
        vocabulary: answer.report.vocabulary,
        ...measuredOf(result, answer.peakMemoryBytes),
        details: { startSeconds: answer.startSeconds },
      };
    },
  };
}

function measuredOf({ wallSeconds, otherCores }: ProcessResult, peakMemoryBytes: number) {
  return { wallSeconds, otherCores, peakMemoryBytes };
}
