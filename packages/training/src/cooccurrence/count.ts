import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createProgress, type OnProgress } from '@tovec/core';
import { cooccurrenceModule, instantiate, type TextKernel, textModule } from '@tovec/kernels';
import type { CorpusFiles } from '../corpus/corpus.js';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import { Control } from '../worker/control.js';
import type { CooccurrenceTask, Run, WrittenUnit } from '../worker/cooccurrence/tasks.js';
import type { WorkerPool } from '../workers/pool.js';
import { supervise } from '../workers/supervise.js';
import type { CountingLayout } from './layout.js';
import { mostFiles } from './open-files.js';
import type { CooccurrenceSettings } from './settings.js';
import { type Carry, joinStreams, noCarry, planStreams, startsOf } from './streams.js';
import type { Stretch } from './stretches.js';

/** Counting whose memory is ready. */
export interface Counting {
  readonly files: CorpusFiles;
  readonly batches: readonly (readonly Stretch[])[];
  readonly lookup: TextLookup;
  readonly settings: CooccurrenceSettings;
  readonly layout: CountingLayout;
  readonly memory: WebAssembly.Memory;
  readonly pool: WorkerPool;
  /** Boundaries of the units of rows that workers take. */
  readonly units: Uint32Array;
  /** Where the words' places by word stand in the memory. */
  readonly places: number;
  /** Words of the corpus that are in the vocabulary. */
  readonly tokens: number;
  readonly directory: string;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress | undefined;
}

type StepTask = CooccurrenceTask extends infer Task
  ? Task extends CooccurrenceTask
    ? Omit<Task, 'kind' | 'module' | 'memory' | 'control' | 'layout' | 'index'>
    : never
  : never;

/** Writes everything that the workers read: the lookup of words, and what a context counts. */
export function fillCounting({ memory, layout, lookup, settings }: Counting): void {
  const { buffer } = memory;
  const { entries, bytes } = lookup.table;
  new Uint32Array(buffer, layout.entries, entries.length).set(entries);
  new Uint8Array(buffer, layout.words, bytes.length).set(bytes);
  new Uint32Array(buffer, layout.expansions, lookup.expansions.length).set(lookup.expansions);
  const text = instantiate<TextKernel>(textModule(), memory);
  const { slots, slotCount, entryCount } = layout;
  text.placeTable(layout.entries, layout.words, slots, slotCount, entryCount);
  text.rebuildSlots();
  const weights = new Float64Array(buffer, layout.weights, settings.window + 1);
  weights.forEach((_, distance) => {
    weights[distance] = settings.distanceWeighting ? 1 / distance : 1;
  });
}

/** Counts every batch; each gives a run of all rows. */
export async function countRuns(counting: Counting): Promise<Run[]> {
  const { batches, layout, memory, settings, files } = counting;
  const { buffer } = memory;
  const runs: Run[] = [];
  const ids = new Uint32Array(buffer, layout.ids, (counting.places - layout.ids) / 4);
  const at = (place: number) => layout.ids + place * 4;
  const progress = progressOf(counting, 'cooccurrences', 'tokens', counting.tokens);
  let carry: Carry = noCarry;
  let done = 0;
  for (const [index, batch] of batches.entries()) {
    const streams = planStreams(batch, settings.window);
    const lengths = await runStep<number>(
      counting,
      streams.map(({ encoded, capacity }, worker) => ({
        step: 'encode',
        textModule: textModule(),
        text: { files: files.files, form: files.form },
        stretch: batch[worker]!,
        ids: at(encoded),
        capacity,
      })),
    );
    const counts = streams.map((stream, worker) => {
      stream.end = stream.start + lengths[worker]!;
      return new Uint32Array(buffer, layout.workers[worker]!.nexts, layout.rows);
    });
    const isLast = index === batches.length - 1;
    carry = joinStreams(ids, streams, counts, settings.window, carry, isLast);
    const starts = startsOf(layout, counts);
    await runStep(
      counting,
      streams.map(({ start, end }) => ({
        step: 'scatter',
        base: layout.ids,
        ids: at(start),
        count: end - start,
        places: counting.places,
      })),
    );
    const written = await runStep<WrittenUnit[]>(
      counting,
      layout.workers.map((_, worker) => ({
        step: 'rows',
        ...{ units: counting.units, files: filesOf(counting, `${index}-${worker}`) },
        ...{ base: layout.ids, places: counting.places, starts },
        ...{ window: settings.window, symmetric: settings.symmetric },
      })),
      (places) => progress(done + places),
    );
    done += starts.at(-1)!;
    runs.push(runOf(counting, written));
  }
  progress(counting.tokens);
  return runs;
}

/** Adds the runs up to one, in as many rounds as files that are open at a time make necessary. */
export async function mergeRuns(counting: Counting, runs: readonly Run[]): Promise<Run> {
  const most = Math.max(2, Math.floor(mostFiles / (2 * counting.layout.workers.length)));
  const rounds = Math.ceil(Math.log(runs.length) / Math.log(most) - 1e-9);
  const entries = entriesOf(runs);
  const total = entries * rounds;
  const progress = progressOf(counting, 'merge', 'entries', total);
  let left = [...runs];
  for (let round = 0; left.length > 1; round++) {
    const merged: Run[] = [];
    let done = round * entries;
    for (let first = 0; first < left.length; first += most) {
      const group = left.slice(first, first + most);
      const name = `merged-${round}-${merged.length}`;
      merged.push(await mergeGroup(counting, group, name, (more) => progress(done + more)));
      await removeRuns(group);
      done += entriesOf(group);
    }
    left = merged;
  }
  progress(total);
  return left[0]!;
}

function entriesOf(runs: readonly Run[]): number {
  return runs.flatMap(({ parts }) => parts).reduce((sum, part) => sum + part.entries, 0);
}

async function removeRuns(runs: readonly Run[]): Promise<void> {
  const paths = runs.flatMap(({ parts }) =>
    parts.flatMap(({ files }) => [files.columns, files.values]),
  );
  await Promise.all([...new Set(paths)].map((path) => rm(path, { force: true })));
}

async function mergeGroup(
  counting: Counting,
  runs: readonly Run[],
  name: string,
  onTick: (done: number) => void,
): Promise<Run> {
  const { layout, memory } = counting;
  const workers = layout.workers.length;
  const room = memory.buffer.byteLength - layout.ids;
  // Entries of 8 bytes; more than a megabyte of each run at a time gains nothing.
  const bufferEntries = Math.min(1 << 17, Math.floor(room / (8 * workers * runs.length)));
  const written = await runStep<WrittenUnit[]>(
    counting,
    layout.workers.map((_, worker) => ({
      step: 'merge',
      ...{ units: counting.units, files: filesOf(counting, `${name}-${worker}`) },
      ...{ runs, bufferEntries, buffers: layout.ids + worker * runs.length * bufferEntries * 8 },
    })),
    onTick,
  );
  return runOf(counting, written);
}

/** Lets each worker do its task. Workers take units from a count of their own. */
async function runStep<Result>(
  { pool, memory, layout, signal }: Counting,
  tasks: readonly StepTask[],
  onTick: (done: number) => void = () => {},
): Promise<Result[]> {
  const control = Control.create(0, 0);
  const shared = { memory, layout, module: cooccurrenceModule(), control: control.buffer } as const;
  return supervise({
    control,
    signal,
    onTick: () => onTick(control.done),
    work: (stop) =>
      pool.run<Result>(
        tasks.map((task, index) => ({ kind: 'cooccurrences', ...shared, ...task, index })),
        { onFailure: stop },
      ),
  });
}

function filesOf({ directory }: Counting, name: string) {
  return { columns: join(directory, `${name}.columns`), values: join(directory, `${name}.values`) };
}

function runOf({ memory, layout }: Counting, written: readonly WrittenUnit[][]): Run {
  const parts = written.flat().sort((a, b) => a.unit - b.unit);
  const rowEntries = new Uint32Array(new SharedArrayBuffer(layout.rows * 4));
  rowEntries.set(new Uint32Array(memory.buffer, layout.rowEntries, layout.rows));
  return { parts: parts.map(({ part }) => part), rowEntries };
}

function progressOf({ onProgress }: Counting, phase: string, unit: string, total: number) {
  const progress = createProgress({ phase, unit, total, ...(onProgress && { onProgress }) });
  return (done: number) => progress.report(Math.min(done, total));
}
