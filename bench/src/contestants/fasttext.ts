import { writeFileSync } from 'node:fs';
import { type ProcessResult, requireSuccess, runProcess } from '../processes/run-process.js';
import type { Absent, Contestant, TrainedModel, TrainingTask } from './contestant.js';
import { describeProgram, findProgram, type Program } from './provenance.js';

/** fastText, with the n-grams that a task asks for; without any it is Word2Vec. */
export async function findFastText(): Promise<Contestant | Absent> {
  const name = 'fastText';
  const program = findFastTextProgram();
  if (typeof program === 'string') return { name, absent: program };
  return {
    name,
    version: await describeProgram(program),
    architectures: ['skip-gram', 'cbow'],
    train: (task) => train(program, task),
  };
}

/** @returns why there is none, as a string */
export function findFastTextProgram(): Program | string {
  return findProgram('FASTTEXT', 'fasttext');
}

async function train(program: Program, task: TrainingTask): Promise<TrainedModel> {
  const { minn = 0, maxn = 0, bucket = 0 } = task.subwords ?? {};
  const loss = task.hierarchicalSoftmax ? 'hs' : 'ns';
  const start = performance.now();
  let since = Number.NaN;
  let until = Number.NaN;
  const result = await runProcess({
    command: program.path,
    args: [
      task.architecture === 'cbow' ? 'cbow' : 'skipgram',
      ...['-input', task.corpus, '-output', task.output, '-loss', loss],
      ...['-minn', minn, '-maxn', maxn, ...(bucket > 0 ? ['-bucket', bucket] : [])],
      ...['-dim', task.dimensions, '-ws', task.window, '-neg', task.negative, '-t', task.sample],
      ...['-minCount', task.minCount, '-epoch', task.epochs, '-lr', task.learningRate],
      ...['-thread', task.threads],
    ].map(String),
    signal: task.signal,
    // With one thread it shows its progress only at the end, so it cannot be stopped midway.
    onOutput(text) {
      if (text.includes('Number of labels')) since = performance.now() - start;
      if (text.includes('Progress')) until = performance.now() - start;
      return false;
    },
  });
  requireSuccess('fastText', result);
  const { wordsPerSecond, vocabulary } = parseFastText(result.output);
  const { wallSeconds, peakMemoryBytes, otherCores, wasStopped } = result;
  const trainSeconds = Math.max(0.001, (until - since) / 1000);
  return {
    tokens: wordsPerSecond * task.threads * trainSeconds,
    trainSeconds,
    vocabulary,
    model: task.compose ? await compose(program, task, task.compose) : `${task.output}.vec`,
    ...{ wasStopped, wallSeconds, peakMemoryBytes, otherCores },
  };
}

/** Has fastText itself compose the vectors of words, in the text format of GloVe. */
async function compose(
  program: Program,
  { output, signal }: TrainingTask,
  words: readonly string[],
): Promise<string> {
  const { stdout } = await printVectors(program, `${output}.bin`, words, signal);
  const path = `${output}.words.txt`;
  writeFileSync(path, stdout.replaceAll(/ +$/gm, ''));
  return path;
}

/** `fasttext print-word-vectors`: loads a `.bin`, then composes the vectors of words. */
export async function printVectors(
  { path }: Program,
  model: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<ProcessResult> {
  const result = await runProcess({
    ...{ command: path, args: ['print-word-vectors', model], signal },
    input: words.map((word) => `${word}\n`).join(''),
  });
  requireSuccess('fastText', result);
  return result;
}

/**
 * What fastText prints. Its `words/sec/thread` counts words of the vocabulary by wall clock since
 * training began, which is just our definition; its percentage is of all words, known or not.
 */
export function parseFastText(output: string): { wordsPerSecond: number; vocabulary: number } {
  const rate = [...output.matchAll(/words\/sec\/thread: +(\d+)/g)].at(-1)?.[1];
  const vocabulary = /Number of words: +(\d+)/.exec(output)?.[1];
  if (vocabulary === undefined || !Number(rate)) {
    throw new Error('it printed no progress: the text is too short');
  }
  return { wordsPerSecond: Number(rate), vocabulary: Number(vocabulary) };
}
