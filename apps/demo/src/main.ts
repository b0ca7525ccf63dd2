import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runDemo } from './demo.js';
import { displayPath } from './terminal/display-path.js';
import { Narrator } from './terminal/narrator.js';
import { progressDisplay } from './terminal/progress-display.js';

const help = `Trains Word2Vec on the Brown corpus, and draws a map of its words.

Usage: npx -y pnpm@10.34.9 demo [options]

  --output <directory>   where the model and the page go; default: demo-output at the root
  --debug                show where an error comes from
  --help                 show this
`;

/** From `dist/`, three steps up. */
const root = fileURLToPath(new URL('../../..', import.meta.url));

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) return;
  const start = performance.now();
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const display = progressDisplay(process.stderr);
  try {
    const narrator = new Narrator(process.stdout);
    const files = await runDemo({
      output: options.output,
      narrator,
      signal: interrupt.signal,
      onProgress: display.onProgress,
    });
    const time = ((performance.now() - start) / 1000).toFixed(0);
    const model = displayPath(files.model);
    narrator.next(`Done in ${time} s. Next:`, [
      ['look', `open ${displayPath(files.page)} in a browser`],
      ['ask', `npx -y pnpm@10.34.9 tovec nearest ${model} church`],
    ]);
  } catch (error) {
    display.stop();
    fail(error, interrupt.signal.aborted, options.debug);
  }
}

function readOptions(): { output: string; debug: boolean } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        output: { type: 'string', default: join(root, 'demo-output') },
        debug: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (!values.help) return values;
    process.stdout.write(help);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}`);
    process.exitCode = 2;
  }
  return undefined;
}

function fail(error: unknown, interrupted: boolean, debug: boolean): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (interrupted) process.stderr.write('\nStopped.\n');
  else process.stderr.write(`\nThe demo failed: ${debug ? stack : message}\n`);
  process.exitCode = interrupted ? 130 : 1;
}

await main();
