import { describe, expect, test } from 'vitest';
import { Control, command } from './control.js';

describe('what main thread and workers share', () => {
  test('is seen through every view of it', () => {
    const control = Control.create(2, 3);
    const other = new Control(control.buffer, 2, 3);
    expect([control.takeUnit(), other.takeUnit(), control.nextUnit]).toEqual([0, 1, 2]);
    other.setPosition(1, 7, 4096);
    expect([control.position(0), control.position(1)]).toEqual([
      undefined,
      { unit: 7, offset: 4096 },
    ]);
    other.addDone(2 ** 40);
    expect(control.done).toBe(2 ** 40);
  });

  test('sums losses by epoch over all workers', () => {
    const control = Control.create(2, 3);
    control.addLoss(0, 1, 2, 10);
    control.addLoss(1, 1, 4, 20);
    control.addLoss(1, 2, 1, 1);
    control.addLoss(1, 1, 1, 5);
    expect([0, 1, 2].map((epoch) => control.loss(epoch))).toEqual([
      { loss: 0, predictions: 0 },
      { loss: 7, predictions: 35 },
      { loss: 1, predictions: 1 },
    ]);
  });

  test('does not let a worker sleep on from one pause into the next', () => {
    const control = Control.create(1, 1);
    control.command = command.pause + 1;
    // Would block for ever if it took this pause for the one before.
    control.waitWhile(command.pause);
    control.waitWhile(command.run);
    expect(control.command).toBe(command.pause + 1);
  });
});
