import type { OnProgress } from '@tovec/core';
import type { Command } from 'commander';
import { abortOnSignals } from './interrupt.js';
import { ProgressDisplay } from './output/progress-display.js';
import { writeOut } from './output/write-out.js';

/** What a command is given to work with, apart from its arguments. */
export interface Context {
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Shows progress on stderr, where that is a terminal. */
  readonly onProgress: OnProgress;
  readonly progress: ProgressDisplay;
  /** Whether `--json` was given. */
  readonly json: boolean;
  /** The options of the command that runs, as its code names them. */
  readonly optionNames: readonly string[];
  /** Prints the result on stdout: the object with `--json`, else the text. */
  print(result: object, text: () => string): Promise<void>;
  /** Tells the user something that is no result, on stderr. */
  note(message: string): Promise<void>;
  /** Called by the program before the command's own code. */
  begin(command: Command): void;
}

export function createContext(): Context {
  const progress = new ProgressDisplay(process.stderr);
  let running: Command | undefined;
  const isJson = () => running?.optsWithGlobals<{ json?: boolean }>().json === true;
  return {
    signal: abortOnSignals(),
    onProgress: (event) => progress.show(event),
    progress,
    get json() {
      return isJson();
    },
    get optionNames() {
      return running?.options.map((option) => option.attributeName()) ?? [];
    },
    async print(result, text) {
      await progress.stop();
      await writeOut(`${isJson() ? JSON.stringify(result) : text()}\n`);
    },
    async note(message) {
      await progress.stop();
      process.stderr.write(`${message}\n`);
    },
    begin(command) {
      running = command;
    },
  };
}
