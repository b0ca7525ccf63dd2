import { type CooccurrenceKernel, instantiate, type TextKernel } from '@tovec/kernels';
import { Control, command } from '../control.js';
import { longestWord, SegmentReader } from '../segment-reader.js';
import type { EncodeTask } from './tasks.js';

const chunkBytes = 1 << 17;
const sentenceEnd = 0xffffffff;

/**
 * Writes the ids of a stretch, and counts them; returns how many there are. Words outside the
 * vocabulary are left out and take no place, so that windows reach across them, as with Stanford's
 * `cooccur` (and not as with word2vec.c's sub-sampling alone).
 */
export function encode(task: EncodeTask): number {
  const { memory, layout, text, ids, capacity } = task;
  const own = layout.workers[task.index]!;
  const kernel = instantiate<TextKernel>(task.textModule, memory);
  const { entries, words, slots, slotCount, entryCount, expansions } = layout;
  kernel.setForm(text.form === 'text' ? 0 : 1);
  kernel.placeTable(entries, words, slots, slotCount, entryCount);
  const bytes = new Uint8Array(memory.buffer, own.text, longestWord);
  const reader = new SegmentReader({ ...text, segments: task.stretch }, bytes);
  const control = new Control(task.control, 0, 0);
  const written = new Uint32Array(memory.buffer, ids, capacity);
  let count = 0;

  for (const segment of task.stretch) {
    // No sentence reaches from one file into the next.
    if (segment.start === 0) endSentence();
    for (let offset = 0, limit = chunkBytes; segment.start + offset < segment.end; ) {
      if (control.command === command.stop) return count;
      const length = reader.read(segment, offset, limit);
      const isLast = segment.start + offset + length === segment.end;
      if (startsWithEnd(length)) endSentence();
      const consumed =
        kernel.encodeWords(
          ...([own.text, length, isLast ? 1 : 0] as const),
          ...([expansions, ids + count * 4, capacity - count] as const),
        ) >>> 0;
      if (consumed === 0 && limit === longestWord) {
        throw reader.failure('no-white-space', segment, offset);
      }
      // A word longer than the chunk: once more with all the room there is.
      limit = consumed === 0 ? longestWord : chunkBytes;
      count += kernel.getProduced();
      offset += consumed;
    }
  }
  reader.close();
  const counter = instantiate<CooccurrenceKernel>(task.module, memory);
  new Uint32Array(memory.buffer, own.nexts, layout.rows).fill(0);
  counter.countIds(ids, count, own.nexts);
  return count;

  function endSentence(): void {
    if (count === 0 || written[count - 1] !== sentenceEnd) written[count++] = sentenceEnd;
  }

  /** Whether the sentence before ends here: the kernel, which forgets chunks, would not say so. */
  function startsWithEnd(length: number): boolean {
    const [separator, end] = text.form === 'text' ? [0x20, 0x0a] : [0xff, 0xfe];
    for (let at = 0; at < length; at++) {
      if (bytes[at] === end) return true;
      if (text.form === 'text' ? bytes[at]! > separator! : bytes[at] !== separator) return false;
    }
    return false;
  }
}
