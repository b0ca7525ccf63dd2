import type { CountingLayout } from './layout.js';
import type { Stretch } from './stretches.js';

/** Ends a sentence; no word has this id. */
const sentenceEnd = 0xffffffff;
/** Ids the text kernel may want beyond those it writes. */
const slack = 64;

/** A stream of ids in the memory, and the counts of its words. Places are numbers of ids from the first. */
export interface Stream {
  /** Where the encoded ids go. */
  readonly encoded: number;
  readonly capacity: number;
  /** The words that are counted: from `start` to `end`; what stands around them is context. */
  start: number;
  end: number;
}

/** Ids at the end of a batch whose contexts were not all there yet, and the ids before them. */
export interface Carry {
  readonly before: Uint32Array;
  readonly own: Uint32Array;
}

export const noCarry: Carry = { before: new Uint32Array(), own: new Uint32Array() };

/** Places one stream for each stretch, with room around it for what the windows at its ends see. */
export function planStreams(batch: readonly Stretch[], window: number): Stream[] {
  let used = 0;
  return batch.map((stretch) => {
    const bytes = stretch.reduce((sum, { start, end }) => sum + end - start, 0);
    const encoded = used + 2 * window + 1;
    const capacity = bytes + slack;
    used = encoded + capacity + window + 1;
    return { encoded, capacity, start: encoded, end: encoded };
  });
}

/** Ids that the streams of a batch reach over. */
export function streamsLength(streams: readonly Stream[], window: number): number {
  const last = streams.at(-1)!;
  return last.encoded + last.capacity + window + 1;
}

/**
 * Completes streams that have been encoded: puts before and behind each what its neighbours end and
 * begin with, so that no window is cut where workers or batches meet; holds back the last ids of a
 * batch that is not the last one, until what follows them is known. Keeps the counts of words true.
 */
export function joinStreams(
  ids: Uint32Array,
  streams: readonly Stream[],
  counts: readonly Uint32Array[],
  window: number,
  carried: Carry,
  isLastBatch: boolean,
): Carry {
  const first = streams[0]!;
  first.start -= carried.own.length;
  ids.set(carried.own, first.start);
  tally(counts[0]!, carried.own, 1);

  streams.forEach((stream, at) => {
    const before =
      at === 0 ? carried.before : around(ids, streams.slice(0, at).reverse(), window, 'last');
    ids.set(before, stream.start - before.length);
    ids[stream.start - before.length - 1] = sentenceEnd;
  });
  streams.forEach((stream, at) => {
    const behind = around(ids, streams.slice(at + 1), window, 'first');
    ids.set(behind, stream.end);
    ids[stream.end + behind.length] = sentenceEnd;
  });
  if (isLastBatch) return noCarry;

  // Megabytes of text with fewer known words than a window has would lose a few contexts here.
  const last = streams.at(-1)!;
  const held = Math.min(window, last.end - last.start);
  last.end -= held;
  const own = ids.slice(last.end, last.end + held);
  tally(counts.at(-1)!, own, -1);
  return { own, before: ids.slice(Math.max(last.start, last.end - window), last.end) };
}

/** Up to `window` ids of the nearest streams: their last ones, or their first ones. */
function around(
  ids: Uint32Array,
  nearest: readonly Stream[],
  window: number,
  side: 'first' | 'last',
): Uint32Array {
  const found: number[] = [];
  for (const { start, end } of nearest) {
    const take = Math.min(window - found.length, end - start);
    if (side === 'first') found.push(...ids.subarray(start, start + take));
    else found.unshift(...ids.subarray(end - take, end));
  }
  return Uint32Array.from(found);
}

function tally(counts: Uint32Array, ids: Uint32Array, step: number): void {
  for (const id of ids) if (id !== sentenceEnd) counts[id]! += step;
}

/**
 * Turns the counts of each stream into where its places of each word begin; returns where the list
 * of each word begins, and where the last one ends.
 */
export function startsOf(layout: CountingLayout, counts: readonly Uint32Array[]): Uint32Array {
  const starts = new Uint32Array(new SharedArrayBuffer((layout.rows + 1) * 4));
  let next = 0;
  for (let row = 0; row < layout.rows; row++) {
    starts[row] = next;
    for (const count of counts) {
      const found = count[row]!;
      count[row] = next;
      next += found;
    }
  }
  starts[layout.rows] = next;
  return starts;
}
