import { createProgress, type OnProgress } from '@tovec/core';
import { textModule } from '@tovec/kernels';
import type { CorpusFiles } from '../corpus/corpus.js';
import type { Segment } from '../corpus/segments.js';
import { Control } from '../worker/control.js';
import type { CountResult, CountTask } from '../worker/protocol.js';
import { WorkerPool } from '../workers/pool.js';
import { supervise } from '../workers/supervise.js';
import type { WordTable } from './word-table.js';

export interface CountedText {
  readonly table: WordTable;
  /** Runs of text between white space, in all. */
  readonly tokens: number;
  /** Ends of sentences, those of empty ones included. */
  readonly sentences: number;
  /** Distinct runs that were forgotten for want of room, all of them rare. */
  readonly pruned: number;
}

/** Distinct words that are counted at a time, over all workers; word2vec.c's 21 M at 70 % load. */
const maxDistinct = 4_000_000;

/**
 * Counts every run of text between white space, sharing the segments among `workers` threads. They
 * end with the count: what their tables took is given back before training needs memory.
 */
export async function countText(
  corpus: CorpusFiles,
  segments: readonly Segment[],
  options: {
    readonly workers: number;
    readonly checkUtf8: boolean;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: OnProgress | undefined;
  },
): Promise<CountedText> {
  const { workers, checkUtf8, signal, onProgress } = options;
  const control = Control.create(0, 0);
  const module = textModule();
  const task: CountTask = {
    kind: 'count',
    text: {
      ...{ files: corpus.files, form: corpus.form, segments },
      firstTag: corpus.isTagged ? 0 : undefined,
    },
    module,
    control: control.buffer,
    checkUtf8,
    maxDistinct: Math.ceil(maxDistinct / workers),
  };
  const progress = createProgress({
    phase: 'count',
    unit: 'bytes',
    total: corpus.bytes,
    ...(onProgress && { onProgress }),
  });
  await using pool = new WorkerPool(workers);
  const counted = await supervise({
    control,
    signal,
    onTick: () => progress.report(control.done),
    work: async (stop) => {
      const results = await pool.run<CountResult>(Array(workers).fill(task), { onFailure: stop });
      const [table] = await pool.run<CountResult>([{ kind: 'merge', module, results }]);
      return { ...table!, pruned: results.reduce((sum, { pruned }) => sum + pruned, 0) };
    },
  });
  progress.report(corpus.bytes);
  const { tokens, sentences, pruned } = counted;
  return { table: counted, tokens, sentences, pruned };
}
