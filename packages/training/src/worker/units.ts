import { type Control, command } from './control.js';
import type { Message, UnitPosition } from './protocol.js';

/** How a worker comes by its work: units nobody else has taken, and a word from the main thread. */
export class Units {
  constructor(
    readonly control: Control,
    readonly post: (message: Message) => void,
  ) {}

  /** The unfinished ones first, then others up to `end`, until told to stop. */
  *toDo(unfinished: readonly UnitPosition[], end: number): Generator<UnitPosition> {
    yield* unfinished;
    for (;;) {
      if (!this.mayGoOn()) return;
      const unit = this.control.takeUnit();
      if (unit >= end) return;
      yield { unit, offset: 0 };
    }
  }

  /** Waits while the command is to pause; false when it is to stop. */
  mayGoOn(): boolean {
    let now = this.control.command;
    while (now >= command.pause) {
      this.post({ kind: 'paused' });
      this.control.waitWhile(now);
      now = this.control.command;
    }
    return now === command.run;
  }
}
