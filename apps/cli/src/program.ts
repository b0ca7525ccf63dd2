import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { type CommandEntry, commandEntries, commandGroups } from './commands/index.js';
import type { Context } from './context.js';
import { oneLine } from './errors.js';
import { addExamples } from './options/examples.js';

const examples = `
Examples:
  $ tovec train word2vec corpus.txt --out model.safetensors
  $ tovec nearest model.safetensors king --top 5
  $ tovec predict lid.176.ftz --input texts.txt
  $ tovec convert model.bin model.vec

'tovec <command> --help' has the options and examples of a command. Results go to stdout, all else to
stderr. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

/**
 * The `tovec` program. Only the command that `args` call for is loaded; of the others there is what
 * the list of commands shows.
 */
export async function buildProgram(args: readonly string[], context: Context): Promise<Command> {
  const program = new Command('tovec')
    .description('Trains, queries, converts and evaluates embeddings.')
    .version(readVersion(), '--version', 'print the version')
    .option('--json', 'print one JSON object instead of text')
    .option('--debug', 'print the stack of an error')
    .helpOption('-h, --help', 'print help')
    .addHelpCommand(
      new Command('help')
        .argument('[command]')
        .description('print the help of a command')
        .helpOption(false)
        .helpGroup('More:'),
    )
    .addHelpText('after', examples)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      outputError: (text, write) => write(`${oneLine(text)}\n`),
    })
    .exitOverride()
    .hook('preAction', (_, command) => context.begin(command));
  const chosen = chooseEntry(args);
  for (const entry of commandEntries) {
    const command = commandAt(program, entry.path)
      .summary(entry.summary)
      .description(entry.summary);
    if (entry.path.length === 1) command.helpGroup(entry.heading);
    if (entry === chosen) (await entry.load()).define(command, context);
  }
  return program;
}

/**
 * The command that the first words of `args` name, if any. Where one has another below it, as `encode` has
 * `encode image`, the words must stand together: `encode --input image` is the former.
 */
function chooseEntry(args: readonly string[]): CommandEntry | undefined {
  const end = args.indexOf('--');
  const before = args.slice(0, end < 0 ? args.length : end);
  const together = before.filter((argument) => argument !== '--json' && argument !== '--debug');
  const words = before.filter((argument) => !argument.startsWith('-'));
  if (words[0] === 'help') words.shift();
  return longestNamed(together) ?? longestNamed(words);
}

function longestNamed(words: readonly string[]): CommandEntry | undefined {
  return commandEntries
    .filter(({ path }) => path.every((name, at) => name === words[at]))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** The command of a path, made where it is not there yet, with the groups it belongs to. */
function commandAt(program: Command, path: readonly string[]): Command {
  let command = program;
  for (const [depth, name] of path.entries()) {
    let next = command.commands.find((other) => other.name() === name);
    if (next === undefined) {
      next = command.command(name);
      if (depth > 0) command.helpCommand(false);
      const group = commandGroups.get(path.slice(0, depth + 1).join(' '));
      if (group !== undefined) {
        next.summary(group.summary).description(group.summary);
        next.helpGroup(group.heading);
        addExamples(next, group.examples);
      }
    }
    command = next;
  }
  return command;
}

function readVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
