import { createRandom, deriveSeed } from '@tovec/core';
import { instantiate, type WalkKernel } from '@tovec/kernels';
import { setUpWalks } from './set-up.js';
import type { WalkStreamTask } from './task.js';

/** Streams of random numbers derived from the seed; 0 and 1 are those of the tables. */
const orderStream = 2;
const walkStream = 3;

/**
 * Walks, in units of some that start one after the other in the order of their round. A walk depends on
 * the seed, the epoch and its number alone, and the order of a round on the seed, the epoch and the
 * round, so it does not matter who walks.
 */
export class Walker {
  readonly kernel: WalkKernel;
  /** Units of one round, and of all rounds of an epoch. */
  readonly roundUnits: number;
  readonly units: number;
  #order = { epoch: -1, round: -1 };

  constructor(readonly task: WalkStreamTask) {
    this.kernel = instantiate<WalkKernel>(task.module, task.memory);
    setUpWalks(this.kernel, task.setup);
    this.roundUnits = Math.ceil(task.starts.count / task.unitWalks);
    this.units = this.roundUnits * task.rounds;
  }

  /**
   * Writes the walks of a unit from number `offset` on, a slice of them, to the worker's own place;
   * undefined at its end.
   */
  walk(epoch: number, unit: number, offset: number) {
    const { starts, unitWalks, sliceWalks, walkLength, own, seed, loop } = this.task;
    const round = Math.floor(unit / this.roundUnits);
    const first = (unit % this.roundUnits) * unitWalks + offset;
    const end = Math.min(starts.count, first - offset + unitWalks);
    const count = Math.min(sliceWalks, end - first);
    if (count <= 0) return undefined;
    this.#shuffle(epoch, round);
    const place = own.order + first * 4;
    const number = BigInt(round * starts.count + first);
    const epochSeed = deriveSeed(seed, walkStream, epoch);
    const ids = this.kernel[loop](place, count, walkLength, epochSeed, number, own.ids) >>> 0;
    return { ids, walks: count, steps: ids - count };
  }

  /** Puts the starts into the order of a round. */
  #shuffle(epoch: number, round: number): void {
    if (this.#order.epoch === epoch && this.#order.round === round) return;
    this.#order = { epoch, round };
    const { memory, starts, own, seed } = this.task;
    const order = new Uint32Array(memory.buffer, own.order, starts.count);
    order.set(new Uint32Array(memory.buffer, starts.at, starts.count));
    createRandom(seed, orderStream, epoch, round).shuffle(order);
  }
}
