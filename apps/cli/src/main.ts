import { createContext } from './context.js';
import { exitCodeOf, printError } from './errors.js';
import { watchStdout } from './output/write-out.js';
import { buildProgram } from './program.js';

/**
 * Runs one command and sets the exit code of the process: 0 done, 1 failed, 2 wrong usage, or
 * 128 + the signal's number after an interruption.
 *
 * @param args what stands behind `tovec`
 */
export async function main(args: readonly string[]): Promise<void> {
  watchStdout();
  const context = createContext();
  // What fails apart from the command's own promise, e.g. in an event: still one line.
  process.once('uncaughtException', (error) => {
    printError(error, args.includes('--debug'));
    process.exit(1);
  });
  try {
    const program = await buildProgram(args, context);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    await context.progress.stop();
    const code = exitCodeOf(error, context.optionNames);
    if (code !== 0) printError(error, args.includes('--debug'), context.optionNames);
    process.exitCode = code;
    // Input that is still awaited (a terminal, a pipe) would keep the process alive.
    if (code > 2) process.exit(code);
  }
}
