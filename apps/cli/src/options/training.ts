import { type Command, Option } from 'commander';
import { integer, number, pattern } from './parse.js';

/** What the runner of a training takes for itself; the rest goes to the library. */
export interface TrainingOptions {
  readonly out: string;
  readonly checkpoint?: string;
  readonly checkpointEvery?: number;
  readonly resume?: string;
}

/** What a corpus may be. */
export const corpusArgument = 'a text file (.gz as well), a directory of them, or - for stdin';

/** What every training reads and writes. */
export function addCorpusAndTarget(command: Command, out: string): void {
  command
    .argument('<corpus>', corpusArgument)
    .requiredOption('--out <file>', `where the model goes: ${out}`);
}

/** What becomes of text that is not UTF-8. */
export function addUtf8Option(command: Command): void {
  command.addOption(
    new Option(
      '--invalid-utf8 <what>',
      'bytes that are no text: stop there, or learn them as they are',
    )
      .choices(['throw', 'keep'])
      .default('throw'),
  );
}

/** How a text becomes words. */
export function addReadingOptions(command: Command, { takesAnyBytes = true } = {}): void {
  command
    .optionsGroup('Text:')
    .option('--lowercase', 'lower-case the text first')
    .option(
      '--token-pattern <regex>',
      'words are its matches (default: all but white space)',
      pattern,
    );
  if (takesAnyBytes) addUtf8Option(command);
}

/** How a text becomes words, and which of them count. */
export function addTextOptions(command: Command, reading: { takesAnyBytes?: boolean } = {}): void {
  command
    .optionsGroup('Text:')
    .option('--min-count <n>', 'leave out words that occur less often', integer({ min: 1 }), 5)
    .option('--max-vocabulary <n>', 'keep the most frequent words only', integer({ min: 1 }));
  addReadingOptions(command, reading);
}

/** What gradient descent over the words of a text has in common, whatever the encoder. */
export function addSgdOptions(command: Command, { sample = 1e-3 } = {}): void {
  command
    .addOption(
      new Option('--architecture <name>', 'predict the words around a word, or a word from them')
        .choices(['skip-gram', 'cbow'])
        .default('skip-gram'),
    )
    .option('--dimensions <n>', 'numbers in a vector', integer({ min: 1 }), 100)
    .option('--window <n>', 'words to either side at most', integer({ min: 1 }), 5)
    .option(
      '--sample <t>',
      'thin out words more frequent than this; 0: none',
      number({ min: 0 }),
      sample,
    )
    .option('--epochs <n>', 'passes over the corpus', integer({ min: 1 }), 5);
}

export function addWorkersOption(command: Command): void {
  command
    .optionsGroup('Run:')
    .option(
      '--workers <n>',
      'threads (default: one for each processor)',
      integer({ min: 1, max: 256 }),
    );
}

/** Where and how reproducibly the work is done. */
export function addRunOptions(command: Command): void {
  addWorkersOption(command);
  command.option(
    '--seed <n>',
    'with --workers 1, the same seed gives the same model',
    integer(),
    1,
  );
}

/** Training that takes hours and may be stopped. */
export function addCheckpointOptions(command: Command): void {
  command
    .option('--checkpoint <dir>', 'write checkpoints there, to go on from with --resume')
    .option('--checkpoint-every <seconds>', 'how often', number({ above: 0 }), 30)
    .option('--resume <dir>', 'go on from the checkpoint there, with the same corpus and options');
}
