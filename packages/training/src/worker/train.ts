import { instantiate, type SgdKernel, type TextKernel } from '@tovec/kernels';
import { Control } from './control.js';
import type { Message, SgdSetup, TrainTask } from './protocol.js';
import { SegmentReader } from './segment-reader.js';
import { Units } from './units.js';

/**
 * Trains on the units nobody else has taken: reads a chunk of text, turns it into ids, trains on
 * them, and between chunks looks for a command. Everything it would need to go on from there is then
 * in shared memory: its position, its random state, the tables.
 */
export function train(task: TrainTask, post: (message: Message) => void): void {
  const { text, memory, own, lookup, index } = task;
  const encoder = instantiate<TextKernel>(task.textModule, memory);
  encoder.setForm(text.form === 'text' ? 0 : 1);
  encoder.placeTable(
    lookup.entries,
    lookup.bytes,
    lookup.slots,
    lookup.slotCount,
    lookup.entryCount,
  );
  const sgd = instantiate<SgdKernel>(task.sgdModule, memory);
  sgd.placeWorker(own.record, own.scratch);
  for (const [name, values] of Object.entries(task.setup)) {
    (sgd[name as keyof SgdSetup] as (...values: number[]) => void)(...values);
  }
  const trainIds = sgd[task.loop];

  const control = new Control(task.control, task.workers, task.epochs);
  const reader = new SegmentReader(text, new Uint8Array(memory.buffer, own.text, own.textBytes));
  const tally = new Float64Array(memory.buffer, own.record + 8, 2);
  const units = new Units(control, post);
  const end = text.segments.length * task.epochs;

  for (const position of units.toDo(task.unfinished, end)) {
    const segment = text.segments[position.unit % text.segments.length]!;
    const epoch = Math.floor(position.unit / text.segments.length);
    for (
      let offset = position.offset, limit = own.chunkBytes;
      segment.start + offset < segment.end;
    ) {
      control.setPosition(index, position.unit, offset);
      if (!units.mayGoOn()) {
        reader.close();
        return;
      }
      const length = reader.read(segment, offset, limit);
      const isLast = segment.start + offset + length === segment.end;
      const consumed =
        encoder.encodeWords(
          own.text,
          length,
          isLast ? 1 : 0,
          lookup.expansions,
          own.ids,
          own.idCapacity,
        ) >>> 0;
      if (consumed === 0 && limit === own.textBytes) {
        throw reader.failure('no-white-space', segment, offset);
      }
      // A word longer than the chunk: once more with all the room there is.
      limit = consumed === 0 ? own.textBytes : own.chunkBytes;
      trainIds(own.ids, encoder.getProduced());
      control.addLoss(index, epoch, tally[0]!, tally[1]!);
      tally.fill(0);
      offset += consumed;
    }
    control.setPosition(index, -1, 0);
  }
  reader.close();
}
