import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ProcessOptions, requireSuccess, runProcess } from '../processes/run-process.js';
import type { Absent } from './contestant.js';
import { EpochWatch } from './epoch-watch.js';
import type {
  CooccurrenceOutcome,
  CooccurrenceTask,
  GloveContestant,
  GloveOutcome,
  GloveTask,
} from './glove.js';
import { describeProgram, isExecutable } from './provenance.js';

const names = ['vocab_count', 'cooccur', 'shuffle', 'glove'] as const;
type Programs = Readonly<Record<(typeof names)[number], string>>;

/** Stanford's four programs, in the folder that GLOVE names. */
export async function findStanfordGlove(signal: AbortSignal): Promise<GloveContestant | Absent> {
  const name = 'GloVe';
  const folder = process.env.GLOVE;
  if (!folder) return { name, absent: 'set GLOVE to the folder of its programs' };
  const programs = Object.fromEntries(
    names.map((program) => [program, join(folder, program)]),
  ) as Programs;
  const missing = names.filter((program) => !isExecutable(programs[program]));
  if (missing.length > 0) {
    return { name, absent: `there is no ${missing.join(', ')} in the folder that GLOVE names` };
  }
  const { output } = await runProcess({ command: programs.glove, args: [], signal });
  const version = /Word Representation, v([\w.]+)/.exec(output)?.[1];
  const foundBy = 'environment variable GLOVE';
  const described = await describeProgram({ path: programs.glove, foundBy });
  return {
    name,
    version: { ...(version && { version }), ...described },
    count: (task) => count(programs, task),
    train: (task) => train(programs, task),
  };
}

/** The files of a table. */
function filesOf(output: string) {
  return {
    ...{ vocabulary: `${output}.vocab.txt`, sorted: `${output}.cooc.bin` },
    shuffled: `${output}.shuf.bin`,
  };
}

async function count(programs: Programs, task: CooccurrenceTask): Promise<CooccurrenceOutcome> {
  const { signal, memoryGigabytes, output } = task;
  const files = filesOf(output);
  const run = async (
    name: keyof Programs,
    args: readonly (string | number)[],
    from: string,
    to: string,
  ) => {
    const options: ProcessOptions = {
      ...{ command: programs[name], args: args.map(String), signal },
      ...{ input: { path: from }, outputPath: to },
      // They put temporary files where they are started.
      cwd: dirname(output),
    };
    const result = await runProcess(options);
    requireSuccess(name, result);
    return result;
  };
  const { vocabulary, sorted, shuffled } = files;
  const counting = ['-min-count', task.minCount, '-verbose', 0];
  const vocabularies = await run('vocab_count', counting, task.corpus, vocabulary);
  const memory = ['-memory', memoryGigabytes.toFixed(1), '-verbose', 0];
  const windows = ['-vocab-file', vocabulary, '-window-size', task.window, ...memory];
  const cooccurrences = await run('cooccur', windows, task.corpus, sorted);
  const shuffle = await run('shuffle', [...memory, '-seed', 1], sorted, shuffled);
  const all = [vocabularies, cooccurrences, shuffle];
  const wallSeconds = all.reduce((sum, result) => sum + result.wallSeconds, 0);
  const busy = all.map((result) => (result.otherCores ?? Number.NaN) * result.wallSeconds);
  const otherCores = busy.reduce((sum, seconds) => sum + seconds, 0) / wallSeconds;
  return {
    seconds: {
      vocabulary: vocabularies.wallSeconds,
      cooccurrences: cooccurrences.wallSeconds,
      shuffle: shuffle.wallSeconds,
    },
    vocabulary: parseVocabularySize(vocabularies.output),
    nonZeros: statSync(shuffled).size / entryBytes,
    table: output,
    wallSeconds,
    peakMemoryBytes: Math.max(...all.map((result) => result.peakMemoryBytes ?? 0)) || undefined,
    otherCores: Number.isNaN(otherCores) ? undefined : Math.round(otherCores * 100) / 100,
  };
}

/** Two 32-bit ids and a 64-bit number. */
const entryBytes = 16;

/** How many words `vocab_count` says that it kept. */
export function parseVocabularySize(output: string): number {
  const size = /Using vocabulary of size (\d+)/.exec(output)?.[1];
  if (size === undefined) throw new Error('vocab_count printed no "Using vocabulary of size"');
  return Number(size);
}

async function train(
  { glove }: Programs,
  task: GloveTask,
): Promise<GloveOutcome & { model: string }> {
  const { vocabulary, shuffled } = filesOf(task.table);
  const watch = new EpochWatch(task.limitSeconds);
  const result = await runProcess({
    command: glove,
    args: [
      ...['-input-file', shuffled, '-vocab-file', vocabulary, '-save-file', task.output],
      ...['-vector-size', task.dimensions, '-x-max', task.xMax, '-iter', task.epochs],
      ...['-threads', task.threads, '-seed', task.seed, '-verbose', 2],
    ].map(String),
    signal: task.signal,
    onOutput: watch.take,
  });
  requireSuccess('glove', result);
  const { cost, seconds } = watch;
  if (cost.length === 0) throw new Error('glove printed no "iter"');
  const { wallSeconds, peakMemoryBytes, otherCores, wasStopped } = result;
  return {
    ...{ epochs: cost.length, trainSeconds: seconds, cost },
    nonZeros: statSync(shuffled).size / entryBytes,
    vocabulary: Number(/vocab size: (\d+)/.exec(result.output)?.[1]),
    model: `${task.output}.txt`,
    ...{ wasStopped, wallSeconds, peakMemoryBytes, otherCores },
  };
}
