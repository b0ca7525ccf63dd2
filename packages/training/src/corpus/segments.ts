import { closeSync, openSync, readSync } from 'node:fs';
import type { CorpusFiles } from './corpus.js';

/** A piece of a file that one worker takes at a time: it begins and ends between words. */
export interface Segment {
  readonly file: number;
  readonly start: number;
  readonly end: number;
}

const largestSegment = 1 << 20;
const smallestSegment = 1 << 14;
/** Pieces for each worker, so that none waits long for the last one. */
const segmentsPerWorker = 16;
/** How far a sentence end is looked for before a word end has to do. */
const sentenceReach = 1 << 12;
/** How far a word end is looked for at a time. */
const probeBytes = 1 << 16;

/**
 * Cuts a corpus into segments, each ending after a sentence where one ends nearby and after a word
 * otherwise, so that workers share nothing. The cuts depend on the files and the number of workers
 * alone.
 */
export function cutSegments(corpus: CorpusFiles, workers: number): Segment[] {
  const wanted = Math.ceil(corpus.bytes / (workers * segmentsPerWorker));
  const size = Math.min(largestSegment, Math.max(smallestSegment, wanted));
  const isSeparator =
    corpus.form === 'text' ? (byte: number) => byte <= 0x20 : (byte: number) => byte >= 0xfe;
  const sentenceEnd = corpus.form === 'text' ? 0x0a : 0xfe;
  const reach = corpus.isTagged ? probeBytes : sentenceReach;
  const segments: Segment[] = [];
  const probe = new Uint8Array(probeBytes);
  corpus.files.forEach((file, index) => {
    const handle = openSync(file.path, 'r');
    try {
      for (let start = 0; start < file.bytes; ) {
        const end = cut(handle, start + size, file.bytes);
        segments.push({ file: index, start, end });
        start = end;
      }
    } finally {
      closeSync(handle);
    }
  });
  return segments;

  function cut(handle: number, nominal: number, bytes: number): number {
    for (let at = nominal; at < bytes; at += probeBytes) {
      const read = readSync(handle, probe, 0, probeBytes, at);
      const sentence = probe.subarray(0, Math.min(read, reach)).indexOf(sentenceEnd);
      if (sentence >= 0) return at + sentence + 1;
      const word = probe.subarray(0, read).findIndex(isSeparator);
      if (word >= 0) return at + word + 1;
    }
    return bytes;
  }
}
