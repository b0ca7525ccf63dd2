import { instantiate, type SgdKernel } from '@tovec/kernels';
import { Control } from './control.js';
import type { Message, SgdSetup, TrainTask } from './protocol.js';
import { openStream } from './streams/open-stream.js';
import { Units } from './units.js';

/**
 * Trains on the units nobody else has taken: gets a slice of ids, trains on them, and between slices
 * looks for a command. Everything it would need to go on from there is then in shared memory: its
 * position, its random state, the tables.
 */
export function train(task: TrainTask, post: (message: Message) => void): void {
  const { memory, own, index } = task;
  const sgd = instantiate<SgdKernel>(task.sgdModule, memory);
  sgd.placeWorker(own.record, own.scratch);
  for (const [name, values] of Object.entries(task.setup)) {
    (sgd[name as keyof SgdSetup] as (...values: number[]) => void)(...values);
  }
  const trainIds = sgd[task.loop];

  const control = new Control(task.control, task.workers, task.epochs);
  const stream = openStream(task.stream, memory, own);
  const tally = new Float64Array(memory.buffer, own.record + 8, 2);
  const progress = new BigUint64Array(memory.buffer, task.progress, 1);
  const units = new Units(control, post);

  for (const position of units.toDo(task.unfinished, stream.units * task.epochs)) {
    const epoch = Math.floor(position.unit / stream.units);
    for (let { offset } = position; ; ) {
      control.setPosition(index, position.unit, offset);
      if (!units.mayGoOn()) {
        stream.close();
        return;
      }
      const started = performance.now();
      const slice = stream.fill(epoch, position.unit % stream.units, offset);
      if (!slice) break;
      const { missing = 0 } = slice;
      control.addStreamed(index, performance.now() - started, missing);
      trainIds(own.ids, slice.count);
      control.addLoss(index, epoch, tally[0]!, tally[1]!);
      tally.fill(0);
      if (missing > 0) Atomics.add(progress, 0, BigInt(missing));
      offset = slice.next;
    }
    control.setPosition(index, -1, 0);
  }
  stream.close();
}
