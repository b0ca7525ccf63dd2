// `pnpm bench <name>`: tovec beside its peers.
import { join, resolve } from 'node:path';
import { analogiesCommand } from './analogies/command.js';
import { type Command, type CommandContext, UsageError } from './command.js';
import { doc2VecCommand } from './doc2vec/command.js';
import { fastTextCommand } from './fasttext/command.js';
import { gloveCommand } from './glove/command.js';
import { hsCommand } from './hs/command.js';
import { imageCommand } from './image/command.js';
import { node2vecCommand } from './node2vec/command.js';
import { probeCommand } from './probe/command.js';
import { resultPath } from './report/result-file.js';
import { searchCommand } from './search/command.js';
import { word2vecCommand } from './word2vec/command.js';
import { benchFolder, tovecVersion } from './workspace.js';

const commands: readonly Command[] = [
  word2vecCommand,
  hsCommand,
  gloveCommand,
  fastTextCommand,
  doc2VecCommand,
  node2vecCommand,
  searchCommand,
  analogiesCommand,
  probeCommand,
  imageCommand,
];

const overview = `pnpm bench <name> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

\`pnpm bench <name> --help\` says more. Results are written to bench/results.`;

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => interruption.abort(new Error(`interrupted by ${name}`)));
}

const context: CommandContext = {
  signal: interruption.signal,
  tovecVersion: tovecVersion(),
  // pnpm runs scripts in the package's folder and says here where it was called.
  resolve: (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path),
  resultPath: (name, out) =>
    out === undefined
      ? resultPath(join(benchFolder, 'results'), name, new Date().toISOString())
      : context.resolve(out),
};

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(overview);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    console.error(`There is no benchmark '${name}'; there are: ${commands.map((c) => c.name)}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  try {
    await command.run(args, context);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (interruption.signal.aborted) return 130;
    return error instanceof UsageError ? 2 : 1;
  }
}
