import { instantiate, type TextKernel } from '@tovec/kernels';
import type { TextStreamTask, WorkerPlace } from '../protocol.js';
import { SegmentReader } from '../segment-reader.js';
import type { IdStream, Slice } from './id-stream.js';

/** Text as ids: a unit is a segment, an offset a byte of it. */
export function textStream(
  { text, module, lookup, own }: TextStreamTask,
  memory: WebAssembly.Memory,
  { ids, idCapacity }: WorkerPlace,
): IdStream {
  const encoder = instantiate<TextKernel>(module, memory);
  const { entries, bytes, slots, slotCount, entryCount, expansions } = lookup;
  encoder.setForm(text.form === 'text' ? 0 : 1);
  if (text.firstTag !== undefined) encoder.setTags(text.firstTag);
  encoder.placeTable(entries, bytes, slots, slotCount, entryCount);
  const reader = new SegmentReader(text, new Uint8Array(memory.buffer, own.text, own.textBytes));

  return {
    units: text.segments.length,
    fill(_epoch, unit, offset) {
      const segment = text.segments[unit]!;
      if (segment.start + offset >= segment.end) return undefined;
      // A word longer than a chunk: once more with all the room there is.
      const slice = read(own.chunkBytes) ?? read(own.textBytes);
      if (slice) return slice;
      throw reader.failure('no-white-space', segment, offset);

      function read(limit: number): Slice | undefined {
        const length = reader.read(segment, offset, limit);
        const isLast = segment.start + offset + length === segment.end;
        const consumed =
          encoder.encodeWords(own.text, length, isLast ? 1 : 0, expansions, ids, idCapacity) >>> 0;
        if (consumed === 0) return undefined;
        return { count: encoder.getProduced(), next: offset + consumed };
      }
    },
    close: () => reader.close(),
  };
}
