import type { ProgressEvent } from '@tovec/core';
import type { SingleBar } from 'cli-progress';
import { progressLine } from './progress-line.js';

/** Work shorter than this shows nothing. */
const quietSeconds = 0.3;

/** Shows how far the work is, in one line that is gone when it is done; nothing but on a terminal. */
export class ProgressDisplay {
  #bar: SingleBar | undefined;
  #starting: Promise<void> | undefined;
  #last: ProgressEvent | undefined;
  #stopped = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(event: ProgressEvent): void {
    if (!this.stream.isTTY) return;
    this.#last = event;
    this.#stopped = false;
    if (this.#bar) this.#bar.update({ event });
    else if (event.seconds > quietSeconds) this.#starting ??= this.#start();
  }

  /** Clears the line, so that something else can be printed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#starting;
    this.#bar?.stop();
    this.#bar = undefined;
    this.#starting = undefined;
  }

  async #start(): Promise<void> {
    const { default: progress } = await import('cli-progress');
    if (this.#stopped) return;
    const bar = new progress.SingleBar({
      stream: this.stream,
      format: (_options, _parameters, { event }: { event: ProgressEvent }) =>
        progressLine(event, this.stream.columns ?? 80),
      fps: 5,
      clearOnComplete: true,
      hideCursor: null,
      linewrap: true,
      gracefulExit: false,
    });
    bar.start(1, 0, { event: this.#last });
    this.#bar = bar;
  }
}
