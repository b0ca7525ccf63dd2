import type { OnProgress } from '@tovec/core';
import { createProgress } from '@tovec/core';
import { ensureMemory, instantiate, type TextKernel, textModule, textSlack } from '@tovec/kernels';
import type { CorpusFiles } from '../corpus/corpus.js';
import type { Segment } from '../corpus/segments.js';
import { Control, command } from '../worker/control.js';
import type { CountResult, CountTask } from '../worker/protocol.js';
import type { WorkerPool } from '../workers/pool.js';
import { supervise } from '../workers/supervise.js';
import type { WordTable } from './word-table.js';

export interface CountedText {
  readonly table: WordTable;
  /** Runs of text between white space, in all. */
  readonly tokens: number;
  /** Distinct runs that were forgotten for want of room, all of them rare. */
  readonly pruned: number;
}

/** Distinct words that are counted at a time, over all workers; word2vec.c's 21 M at 70 % load. */
const maxDistinct = 4_000_000;

/** Counts every run of text between white space, sharing the segments among the workers. */
export async function countText(
  corpus: CorpusFiles,
  segments: readonly Segment[],
  pool: WorkerPool,
  options: {
    checkUtf8: boolean;
    signal?: AbortSignal | undefined;
    onProgress?: OnProgress | undefined;
  },
): Promise<CountedText> {
  const control = Control.create(0, 0);
  const task: CountTask = {
    kind: 'count',
    text: { files: corpus.files, form: corpus.form, segments },
    module: textModule(),
    control: control.buffer,
    checkUtf8: options.checkUtf8,
    maxDistinct: Math.ceil(maxDistinct / pool.size),
  };
  const progress = createProgress({
    phase: 'count',
    unit: 'bytes',
    total: corpus.bytes,
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const results = await supervise({
    signal: options.signal,
    onTick: () => progress.report(control.bytesDone),
    stop: () => {
      control.command = command.stop;
    },
    work: (stop) =>
      pool.run(
        Array.from({ length: pool.size }, () => task),
        { onFailure: stop },
      ) as Promise<CountResult[]>,
  });
  progress.report(corpus.bytes);
  return {
    table: mergeTables(results),
    tokens: results.reduce((sum, { tokens }) => sum + tokens, 0),
    pruned: results.reduce((sum, { pruned }) => sum + pruned, 0),
  };
}

function mergeTables(results: readonly CountResult[]): WordTable {
  const [first, ...others] = results;
  if (others.length === 0) return first!;
  // The tables to be merged stand first, the growing one behind them.
  const place = 64;
  const largest = results.reduce(
    (most, { entries, bytes }) => Math.max(most, entries.byteLength + bytes.length + textSlack),
    0,
  );
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
  ensureMemory(memory, place + largest);
  const kernel = instantiate<TextKernel>(textModule(), memory);
  kernel.createTable(place + largest);
  for (const { entries, bytes } of results) {
    const bytesAt = place + entries.byteLength;
    new Uint32Array(memory.buffer, place, entries.length).set(entries);
    new Uint8Array(memory.buffer, bytesAt, bytes.length).set(bytes);
    kernel.mergeTable(place, bytesAt, entries.length / 4);
  }
  return {
    entries: new Uint32Array(
      memory.buffer,
      kernel.getEntries() >>> 0,
      kernel.getEntryCount() * 4,
    ).slice(),
    bytes: new Uint8Array(memory.buffer, kernel.getBytes() >>> 0, kernel.getBytesUsed()).slice(),
  };
}
