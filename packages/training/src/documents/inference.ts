import { setImmediate } from 'node:timers/promises';
import { createProgress, type OnProgress } from '@tovec/core';
import { sgdModule } from '@tovec/kernels';
import { allocateLayout, type Layout, planLayout } from '../sgd/layout.js';
import type { ModelShape } from '../sgd/model-shape.js';
import { setupOf } from '../sgd/run.js';
import { fillTables, type InitialTables } from '../sgd/tables.js';
import { Control } from '../worker/control.js';
import { documentsOfUnit, type InferTask, inferUnits } from '../worker/infer.js';
import { WorkerPool } from '../workers/pool.js';
import { supervise } from '../workers/supervise.js';
import { workerCount } from '../workers/worker-count.js';
import { type DocumentSettings, sgdSettingsOf } from './settings.js';
import { documentShape, wordRowsOf } from './shape.js';

/** A model that vectors of documents can be inferred with. */
export interface InferenceModel extends InitialTables {
  readonly settings: DocumentSettings;
  /** How often each word occurs. */
  readonly counts: Float64Array;
  /** Tags of each document: more than 1 only where tags are concatenated. */
  readonly tags: number;
}

/** How to infer, all checked. */
export interface InferenceSettings {
  readonly epochs: number;
  readonly learningRate: number;
  readonly minLearningRate: number;
  readonly seed: number;
  /** The most threads. */
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** What every inference in a model shares. */
interface Prepared extends Pick<InferTask, 'memory' | 'loop' | 'setup'> {
  readonly layout: Layout;
}

/** Words of a document that are learnt at a time. */
const longestPiece = 1 << 13;
/** Words, over all epochs, below which a thread takes longer to start than it saves: some 0.3 s. */
const wordsForThreads = 1 << 20;
/** How long the main thread works before it lets others, in milliseconds. */
const turnMilliseconds = 10;

/**
 * Learns vectors of unseen documents in a model whose own tables stay as they are, to the bit. It has a
 * copy of them, made when it is first used.
 */
export class DocumentInference {
  readonly #model: InferenceModel;
  #last: Promise<void> = Promise.resolve();
  #prepared: Promise<Prepared> | undefined;

  constructor(model: InferenceModel) {
    this.#model = model;
  }

  /**
   * @param ids the words of each document
   * @returns a row for each document; zeros for one without words
   */
  async infer(ids: readonly Uint32Array[], how: InferenceSettings): Promise<Float32Array> {
    // One after the other: they share the rows that they learn in.
    const before = this.#last;
    const result = before.then(() => this.#infer(ids, how));
    this.#last = result.then(
      () => {},
      () => {},
    );
    return result;
  }

  async #infer(ids: readonly Uint32Array[], how: InferenceSettings): Promise<Float32Array> {
    how.signal?.throwIfAborted();
    const prepared = await this.#prepare();
    const offsets = new Uint32Array(ids.length + 1);
    for (const [at, each] of ids.entries()) offsets[at + 1] = offsets[at]! + each.length;
    const total = offsets[ids.length]!;
    const workers = Math.min(
      how.workers,
      prepared.layout.workers.length,
      Math.ceil((total * how.epochs) / wordsForThreads),
      Math.ceil(ids.length / documentsOfUnit),
    );
    const { dimensions } = this.#model.settings;
    const all = new Uint32Array(new SharedArrayBuffer(total * 4));
    for (const [at, each] of ids.entries()) all.set(each, offsets[at]!);
    const vectors = new Float32Array(new SharedArrayBuffer(ids.length * dimensions * 4));
    const control = Control.create(0, 0);
    const task = (worker: number) => ({
      ...this.#task(prepared, worker),
      ...{ ids: all, offsets, vectors, rates: ratesOf(how), seed: how.seed },
      control: control.buffer,
    });
    const progress = createProgress({
      ...{ phase: 'infer', unit: 'words', total, onProgress: how.onProgress },
    });
    if (workers < 2) await inTurns(task(0), how.signal, (done) => progress.report(done));
    else {
      const tasks = Array.from({ length: workers }, (_, worker) => task(worker));
      await inThreads(tasks, control, how.signal, () => progress.report(control.done));
    }
    progress.report(total);
    return vectors.slice();
  }

  #prepare() {
    this.#prepared ??= prepare(this.#model);
    return this.#prepared;
  }

  #task({ memory, layout, loop, setup }: Prepared, worker: number) {
    const { settings, counts, tags } = this.#model;
    const firstRow = wordRowsOf(settings, counts.length) + worker * tags;
    return {
      kind: 'infer' as const,
      sgdModule: sgdModule().module,
      ...{ memory, loop, setup, own: layout.workers[worker]! },
      dimensions: settings.dimensions,
      ...{ firstTag: counts.length + worker * tags, tags },
      tagRows: layout.input.at + firstRow * layout.input.rowBytes,
      rowBytes: layout.input.rowBytes,
    };
  }
}

/** The model with rows for as many documents as are learnt at a time, and all others frozen. */
function shapeOf({ settings, counts, tags }: InferenceModel, workers: number) {
  const words = counts.length;
  const shape: ModelShape = {
    ...documentShape(settings, counts, { count: workers * tags, most: tags }),
    frozen: {
      input: wordRowsOf(settings, words),
      output: settings.negative > 0 ? words : 0,
      tree: settings.hierarchicalSoftmax ? words : 0,
    },
  };
  return { sgd: { ...sgdSettingsOf(settings), maxSentenceLength: longestPiece }, shape };
}

async function prepare(model: InferenceModel): Promise<Prepared> {
  const workers = workerCount(undefined);
  const { sgd, shape } = shapeOf(model, workers);
  const layout = planLayout(shape, sgd, workers, () => ({
    idCapacity: longestPiece + model.tags + 1,
    fill() {},
    taskOf() {
      throw new Error('documents to infer do not come from a stream');
    },
  }));
  const memory = allocateLayout(layout, sgd, 'give up other models first');
  await fillTables(memory, layout, sgd, shape, model);
  return { memory, layout, loop: shape.loop, setup: setupOf({ layout, settings: sgd, shape }, 1) };
}

/** As gensim: the rate falls in equal steps from the first epoch to the last. */
function ratesOf({ epochs, learningRate, minLearningRate }: InferenceSettings): number[] {
  const step = (learningRate - minLearningRate) / Math.max(epochs - 1, 1);
  return Array.from({ length: epochs }, (_, epoch) => learningRate - epoch * step);
}

async function inTurns(
  task: InferTask,
  signal: AbortSignal | undefined,
  onDone: (words: number) => void,
): Promise<void> {
  let turn = performance.now();
  let done = 0;
  for (const words of inferUnits(task)) {
    done += words;
    if (performance.now() - turn < turnMilliseconds) continue;
    onDone(done);
    await setImmediate();
    signal?.throwIfAborted();
    turn = performance.now();
  }
}

async function inThreads(
  tasks: readonly InferTask[],
  control: Control,
  signal: AbortSignal | undefined,
  onTick: () => void,
): Promise<void> {
  await using pool = new WorkerPool(tasks.length);
  await supervise({
    ...{ control, signal, onTick },
    work: (stop) => pool.run(tasks, { onFailure: stop }),
  });
}
