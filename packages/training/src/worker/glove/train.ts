import { type GloveKernel, instantiate } from '@tovec/kernels';
import { Control } from '../control.js';
import type { Message } from '../protocol.js';
import { Units } from '../units.js';
import {
  cutStrips,
  groupEntries,
  groupsOf,
  orderStrips,
  stripNumbers,
  unitOf,
  unitsPerEpoch,
} from './order.js';
import { PartReader } from './part-reader.js';
import type { GloveTask } from './task.js';

/**
 * Trains on the units nobody else has taken. Its order depends on the seed, the epoch and the unit
 * alone, so a position, a number of strips, is all it needs to go on from.
 */
export function trainGloveUnits(task: GloveTask, post: (message: Message) => void): void {
  const { memory, own, index, offsets, seed } = task;
  const kernel = instantiate<GloveKernel>(task.module, memory);
  kernel.placeTables(...task.tables);
  kernel.placeTally(own.tally);
  kernel.setHyperparameters(...task.hyperparameters);
  const control = new Control(task.control, task.workers, task.epochs);
  const units = new Units(control, post);
  const tally = new Float64Array(memory.buffer, own.tally, 3);
  const progress = new BigUint64Array(memory.buffer, task.progress, 1);
  const reader = new PartReader(task.parts, offsets, memory);
  const entries = offsets.at(-1)!;
  const perEpoch = unitsPerEpoch(entries);
  let order: { epoch: number; groups: Float64Array } = { epoch: -1, groups: new Float64Array() };

  for (const { unit, offset } of units.toDo(task.unfinished, perEpoch * task.epochs)) {
    const epoch = Math.floor(unit / perEpoch);
    const strips = readUnit(epoch, unit % perEpoch);
    for (let strip = offset; strip < strips.length / stripNumbers; ) {
      control.setPosition(index, unit, strip);
      if (!units.mayGoOn()) {
        reader.close();
        return;
      }
      let count = 0;
      let slice = 0;
      while (slice < task.sliceEntries && strip + count < strips.length / stripNumbers) {
        slice += strips[(strip + count) * stripNumbers + 2]!;
        count++;
      }
      const at = own.strips + strip * stripNumbers * 4;
      kernel.trainStrips(at, count, own.columns, own.logs, own.weights);
      // A co-occurrence that was passed over has a loss that is no number.
      control.addLoss(index, epoch, tally[2]! > 0 ? Number.NaN : tally[0]!, tally[1]!);
      tally.fill(0);
      Atomics.add(progress, 0, BigInt(slice));
      strip += count;
    }
    control.setPosition(index, -1, 0);
  }
  reader.close();

  function readUnit(epoch: number, unit: number): Uint32Array {
    const numbers: number[] = [];
    let held = 0;
    if (order.epoch !== epoch) order = { epoch, groups: groupsOf(entries, seed, epoch) };
    for (const first of unitOf(order.groups, unit)) {
      const end = Math.min(entries, first + groupEntries);
      reader.read(first, end, own.columns + held * 4, own.values + held * 4);
      cutStrips(offsets, first, end, held, numbers);
      held += end - first;
    }
    const strips = new Uint32Array(memory.buffer, own.strips, numbers.length);
    const columns = new Uint32Array(memory.buffer, own.columns, held);
    orderStrips(numbers, columns, strips, [seed, epoch, unit]);
    kernel.prepare(own.values, held, own.logs, own.weights);
    return strips;
  }
}
