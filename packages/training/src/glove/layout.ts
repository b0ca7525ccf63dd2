import { gloveRow } from '@tovec/kernels';
import { allocate } from '../allocate.js';
import { stripNumbers, unitEntries } from '../worker/glove/order.js';
import type { GlovePlace } from '../worker/glove/task.js';
import type { GloveSettings } from './settings.js';

/** Where everything stands in the memory of a run; addresses and sizes in bytes. */
export interface GloveLayout {
  readonly rows: number;
  readonly rowBytes: number;
  readonly words: number;
  readonly contexts: number;
  readonly progress: number;
  readonly workers: readonly GlovePlace[];
  readonly bytes: number;
}

const alignment = 64;

export function planGlove(
  rows: number,
  entries: number,
  { dimensions }: GloveSettings,
  workers: number,
): GloveLayout {
  let used = alignment;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / alignment) * alignment;
    return at;
  };
  const rowBytes = gloveRow(dimensions).bytes;
  // Numbers are prepared four at a time, so there is room behind the last one.
  const held = (Math.min(entries, unitEntries) + 4) * 4;
  const layout = {
    rows,
    rowBytes,
    words: place(rows * rowBytes),
    contexts: place(rows * rowBytes),
    progress: place(8),
    workers: Array.from({ length: workers }, () => ({
      tally: place(24),
      columns: place(held),
      values: place(held),
      logs: place(held),
      weights: place(held),
      strips: place(held * stripNumbers),
    })),
  };
  return { ...layout, bytes: used };
}

/** @throws InvalidInputError with the estimate when it passes 4 GiB or what the machine has left */
export function allocateGlove(layout: GloveLayout, { dimensions }: GloveSettings) {
  const purpose = `training ${layout.rows} × ${dimensions} GloVe vectors (two tables and their rates)`;
  return allocate(layout.bytes, purpose, 'lower dimensions or maxVocabulary, or raise minCount');
}
