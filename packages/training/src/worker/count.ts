import { textSlack } from '@tovec/kernels';
import { Control, command } from './control.js';
import type { CountResult, CountTask } from './protocol.js';
import { longestWord, SegmentReader } from './segment-reader.js';
import { newTable, tableOf } from './table.js';

const textStart = 64;
const chunkBytes = 1 << 18;

/** Counts the words of the segments nobody else has taken. */
export function count({ text, module, control, checkUtf8, maxDistinct }: CountTask): CountResult {
  const tableStart = textStart + longestWord + textSlack;
  const { kernel, memory } = newTable(module, tableStart);
  kernel.setForm(text.form === 'text' ? 0 : 1);
  if (text.firstTag !== undefined) kernel.setTags(text.firstTag);

  const reader = new SegmentReader(text, new Uint8Array(memory.buffer, textStart, longestWord));
  const shared = new Control(control, 0, 0);
  let tokens = 0;
  let pruned = 0;
  for (;;) {
    const segment = text.segments[shared.takeUnit()];
    if (!segment || shared.command === command.stop) break;
    for (let offset = 0, limit = chunkBytes; segment.start + offset < segment.end; ) {
      if (shared.command === command.stop) break;
      const length = reader.read(segment, offset, limit);
      const isLast = segment.start + offset + length === segment.end;
      const consumed =
        kernel.countWords(textStart, length, isLast ? 1 : 0, checkUtf8 ? 1 : 0) >>> 0;
      if (kernel.getFault()) throw reader.failure('utf8', segment, offset + consumed);
      if (consumed === 0 && limit === longestWord) {
        throw reader.failure('no-white-space', segment, offset);
      }
      // A word longer than the chunk: once more with all the room there is.
      limit = consumed === 0 ? longestWord : chunkBytes;
      tokens += kernel.getProduced() >>> 0;
      offset += consumed;
      shared.addDone(consumed);
      if (kernel.getEntryCount() > maxDistinct) pruned += kernel.pruneTo(maxDistinct >>> 1);
    }
  }
  reader.close();
  return { ...tableOf(kernel, memory), tokens, sentences: kernel.getSentences(), pruned };
}
