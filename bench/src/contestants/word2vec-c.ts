import { requireSuccess, runProcess } from '../processes/run-process.js';
import type {
  Absent,
  Contestant,
  CountingOutcome,
  TrainedModel,
  TrainingTask,
} from './contestant.js';
import { describeProgram, findProgram, type Program } from './provenance.js';
import { ProgressWatch, parseVocabulary } from './watch-progress.js';

/** The original word2vec.c of Mikolov et al. */
export async function findWord2vecC(signal: AbortSignal): Promise<Contestant | Absent> {
  const name = 'word2vec.c';
  const program = findProgram('WORD2VEC');
  if (typeof program === 'string') return { name, absent: program };
  const { output } = await runProcess({ command: program.path, args: [], signal });
  const version = /toolkit v ([\w.]+)/.exec(output)?.[1];
  return {
    name,
    version: { ...(version && { version }), ...(await describeProgram(program)) },
    architectures: ['skip-gram', 'cbow'],
    train: (task) => {
      const cbow = task.architecture === 'cbow' ? 1 : 0;
      return trainLikeWord2vecC(name, program, task, [
        '-hs',
        task.hierarchicalSoftmax ? 1 : 0,
        '-cbow',
        cbow,
      ]);
    },
    count: (corpus, _threads, signal) => count(program, corpus, signal),
  };
}

/** Runs word2vec.c, or a program with its options and its output. */
export async function trainLikeWord2vecC(
  name: string,
  program: Program,
  task: TrainingTask,
  extra: readonly (string | number)[],
  env?: Record<string, string>,
): Promise<TrainedModel> {
  const model = `${task.output}.bin`;
  const watch = new ProgressWatch(task.limitSeconds);
  const result = await runProcess({
    command: program.path,
    args: [
      ...['-train', task.corpus, '-output', model, '-binary', 1],
      ...['-size', task.dimensions, '-window', task.window, '-negative', task.negative],
      ...['-sample', task.sample, '-min-count', task.minCount, '-alpha', task.learningRate],
      ...['-iter', task.epochs, '-threads', task.threads, ...extra],
    ].map(String),
    env,
    signal: task.signal,
    onOutput: watch.take,
  });
  requireSuccess(name, result);
  const { vocabulary, tokens } = parseVocabulary(result.output);
  if (watch.share <= 0) throw new Error(`${name} printed no progress: the text is too short`);
  const { wallSeconds, peakMemoryBytes, otherCores, wasStopped } = result;
  requireAllEpochs(name, task, wasStopped ? 1 : watch.share);
  return {
    tokens: Math.round(watch.share * tokens * task.epochs),
    trainSeconds: watch.seconds,
    vocabulary,
    model,
    ...{ wasStopped, wallSeconds, peakMemoryBytes, otherCores },
  };
}

/**
 * word2vec.c does not reset its end-of-file flag: a thread that comes to the end of the file before it
 * has read its share of words skips all epochs that are left. With one thread that is always so.
 */
function requireAllEpochs(name: string, { threads, epochs }: TrainingTask, share: number): void {
  if (epochs === 1 || share > 0.97) return;
  const percent = (100 * share).toFixed(0);
  throw new Error(
    `${name} left out epochs: ${threads} threads trained ${percent} % of ${epochs} epochs`,
  );
}

/** With `-save-vocab` and no `-output` it counts and ends; all of that is reading and counting. */
async function count(
  program: Program,
  corpus: string,
  signal: AbortSignal,
): Promise<CountingOutcome> {
  const args = ['-train', corpus, '-min-count', '5', '-save-vocab', '/dev/null'];
  const result = await runProcess({ command: program.path, args, signal });
  requireSuccess('word2vec.c', result);
  const { vocabulary } = parseVocabulary(result.output);
  const { wallSeconds, peakMemoryBytes, otherCores } = result;
  return { seconds: wallSeconds, vocabulary, wallSeconds, peakMemoryBytes, otherCores };
}
