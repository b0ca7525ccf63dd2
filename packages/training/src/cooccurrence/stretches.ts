import type { Segment } from '../corpus/segments.js';

/** Segments that follow each other, which one worker turns into one stream of ids. */
export type Stretch = readonly Segment[];

const bytesOf = ({ start, end }: Segment) => end - start;

/** Groups segments into batches of at most about `batchBytes`, each shared among the workers. */
export function planBatches(
  segments: readonly Segment[],
  batchBytes: number,
  workers: number,
): Stretch[][] {
  const total = segments.reduce((sum, segment) => sum + bytesOf(segment), 0);
  const batches = Math.max(1, Math.ceil(total / batchBytes));
  return group(segments, total / batches)
    .filter((batch) => batch.length > 0)
    .map((batch) => {
      const bytes = batch.reduce((sum, segment) => sum + bytesOf(segment), 0);
      return group(batch, bytes / workers);
    });
}

/** Cuts a list where a multiple of `bytes` is passed. */
function group(segments: readonly Segment[], bytes: number): Segment[][] {
  const groups: Segment[][] = [];
  let done = 0;
  for (const segment of segments) {
    const index = Math.floor((done + bytesOf(segment) / 2) / bytes);
    groups[index] ??= [];
    groups[index].push(segment);
    done += bytesOf(segment);
  }
  return groups.filter((each) => each !== undefined);
}
