import { InvalidInputError } from '@tovec/core';
import {
  createMemory,
  formatBytes,
  instantiate,
  type SgdKernel,
  sgdModule,
  textSlack,
} from '@tovec/kernels';
import type { TextLookup } from '../vocabulary/build-vocabulary.js';
import { entryCount } from '../vocabulary/word-table.js';
import type { WorkerPlace } from '../worker/protocol.js';
import { longestWord } from '../worker/segment-reader.js';
import type { SgdSettings } from './settings.js';

/** Where everything stands in the memory of a training run; addresses and sizes in bytes. */
export interface Layout {
  readonly rows: number;
  readonly rowBytes: number;
  readonly input: number;
  readonly output: number;
  readonly alias: number;
  readonly keep: number;
  readonly progress: number;
  readonly entries: number;
  readonly words: number;
  readonly slots: number;
  readonly slotCount: number;
  readonly expansions: number;
  readonly workers: readonly WorkerPlace[];
  /** All of it: what training will need at most. */
  readonly bytes: number;
}

/** Bytes of a worker's record: random state, loss, predictions. */
export const recordBytes = 24;

const alignment = 64;
const largestChunk = 1 << 17;
const smallestChunk = 1 << 11;

/** Plans the memory of a run. Nothing is allocated. */
export function planLayout(
  rows: number,
  lookup: TextLookup,
  settings: SgdSettings,
  workers: number,
): Layout {
  let used = alignment;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / alignment) * alignment;
    return at;
  };
  const rowBytes = Math.ceil(settings.dimensions / 4) * 16;
  const entries = entryCount(lookup.table);
  const slotCount = 2 ** Math.ceil(Math.log2(2 * entries + 1));
  const chunkBytes = chunkFor(settings);
  const idCapacity = chunkBytes / 2 + lookup.longestExpansion + 2;
  const scratchBytes = scratchFor(settings, rowBytes);
  const layout = {
    rows,
    rowBytes,
    input: place(rows * rowBytes),
    output: place(rows * rowBytes),
    alias: place(rows * 8),
    keep: place(rows * 4),
    progress: place(8),
    entries: place(lookup.table.entries.byteLength),
    words: place(lookup.table.bytes.length + textSlack),
    slots: place(slotCount * 8),
    slotCount,
    expansions: place(lookup.expansions.byteLength),
    workers: Array.from({ length: workers }, () => ({
      record: place(recordBytes),
      scratch: place(scratchBytes),
      text: place(longestWord + textSlack),
      textBytes: longestWord,
      chunkBytes,
      ids: place(idCapacity * 4),
      idCapacity,
    })),
  };
  return { ...layout, bytes: used };
}

/**
 * Allocates the memory that was planned.
 *
 * @throws InvalidInputError with the estimate when it passes 4 GiB or what the machine has left
 */
export function allocate(layout: Layout, settings: SgdSettings): WebAssembly.Memory {
  const purpose = `training ${layout.rows} × ${settings.dimensions} vectors (two tables)`;
  const available = process.availableMemory?.() ?? Number.POSITIVE_INFINITY;
  if (layout.bytes > available) {
    throw new InvalidInputError(
      `${purpose} needs ${formatBytes(layout.bytes)}, but ${formatBytes(available)} of memory are ` +
        'left; lower dimensions or maxVocabulary, or raise minCount',
      { given: layout.bytes },
    );
  }
  return createMemory(layout.bytes, purpose);
}

/**
 * Bytes of text to train on at a time: about 10 ms of work, so that a worker hears a command within
 * that, and that V8 replaces its baseline code between two calls.
 */
function chunkFor({ dimensions, window, negative }: SgdSettings): number {
  const reference = 100 * 5 * 6;
  const share = reference / (dimensions * window * (negative + 1));
  const bytes = 2 ** Math.round(Math.log2(largestChunk * share));
  return Math.min(largestChunk, Math.max(smallestChunk, bytes));
}

/** The kernel knows best: asks an instance that has no tables. */
function scratchFor(settings: SgdSettings, rowBytes: number): number {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
  const kernel = instantiate<SgdKernel>(sgdModule().module, memory);
  kernel.placeTables(0, 0, rowBytes, 0, 0, 0, 0);
  kernel.setHyperparameters(...hyperparametersOf(settings, 1));
  return kernel.scratchBytes() >>> 0;
}

/** The settings in the order in which the kernel takes them. */
export function hyperparametersOf(
  settings: SgdSettings,
  totalTokens: number,
): Parameters<SgdKernel['setHyperparameters']> {
  return [
    settings.window,
    settings.negative,
    settings.noiseReuse,
    settings.dynamicWindow ? 1 : 0,
    settings.maxSentenceLength,
    settings.contextMean ? 1 : 0,
    settings.learningRate,
    settings.minLearningRate,
    totalTokens,
  ];
}
