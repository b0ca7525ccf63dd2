import { Control, command } from '../control.js';
import type { VisitsTask } from './task.js';
import { Walker } from './walker.js';

/** Walks the units of the first round that nobody else has taken, and counts who was visited. */
export function countVisits({ stream, control, visits }: VisitsTask): void {
  const walker = new Walker(stream);
  const shared = new Control(control, 0, 0);
  for (;;) {
    const unit = shared.takeUnit();
    if (unit >= walker.roundUnits) return;
    for (let offset = 0; ; ) {
      if (shared.command === command.stop) return;
      const walked = walker.walk(0, unit, offset);
      if (!walked) break;
      walker.kernel.countVisits(stream.own.ids, walked.ids, visits);
      shared.addDone(walked.walks);
      offset += walked.walks;
    }
  }
}
