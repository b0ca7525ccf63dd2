import { stat } from 'node:fs/promises';
import { openSource, type Source } from '@tovec/core';
import { type Corpus, trainWord2Vec, type Word2VecTrainOptions } from '@tovec/word/word2vec';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { checkpointIn } from '../files/checkpoint.js';
import { readPieces } from '../files/read-lines.js';
import { checkTarget, saveModel } from '../files/save-model.js';
import { Interrupted } from '../interrupt.js';
import { addExamples } from '../options/examples.js';
import { integer, number, pattern } from '../options/parse.js';
import { trainingSummary } from '../output/training-summary.js';

interface Options extends Omit<Word2VecTrainOptions, 'checkpoint'> {
  readonly out: string;
  readonly checkpoint?: string;
  readonly checkpointEvery: number;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<corpus>', 'a text file (.gz as well), a directory of them, or - for stdin')
    .requiredOption(
      '--out <file>',
      'where the model goes: .safetensors keeps all of it; .txt, .vec, .bin and .npy its vectors',
    )
    .addOption(
      new Option('--architecture <name>', 'predict the words around a word, or a word from them')
        .choices(['skip-gram', 'cbow'])
        .default('skip-gram'),
    )
    .option('--dimensions <n>', 'numbers in a vector', integer({ min: 1 }), 100)
    .option('--window <n>', 'words to either side at most', integer({ min: 1 }), 5)
    .option('--negative <n>', 'noise words for each word', integer({ min: 1 }), 5)
    .option(
      '--sample <t>',
      'thin out words more frequent than this; 0: none',
      number({ min: 0 }),
      1e-3,
    )
    .option('--min-count <n>', 'leave out words that occur less often', integer({ min: 1 }), 5)
    .option('--max-vocabulary <n>', 'keep the most frequent words only', integer({ min: 1 }))
    .option('--epochs <n>', 'passes over the corpus', integer({ min: 1 }), 5)
    .option(
      '--learning-rate <r>',
      'at the start; falls to a ten-thousandth (default: 0.025, for cbow 0.05)',
      number({ above: 0 }),
    )
    .option('--lowercase', 'lower-case the text first')
    .option(
      '--token-pattern <regex>',
      'words are its matches (default: all but white space)',
      pattern,
    )
    .option(
      '--workers <n>',
      'threads (default: one for each processor)',
      integer({ min: 1, max: 256 }),
    )
    .option('--seed <n>', 'with --workers 1, the same seed gives the same model', integer(), 1)
    .option('--checkpoint <dir>', 'write checkpoints there, to go on from with --resume')
    .option('--checkpoint-every <seconds>', 'how often', number({ above: 0 }), 30)
    .option('--resume <dir>', 'go on from the checkpoint there, with the same corpus and options')
    .action((corpus: string, options: Options) => run(context, corpus, options));
  addExamples(command, [
    ['tovec train word2vec corpus.txt --out model.safetensors', 'With the defaults of word2vec.c'],
    [
      'tovec train word2vec texts/ --out model.bin --dimensions 300 --lowercase',
      'A directory of texts, to word2vec’s own format',
    ],
    [
      'zcat dump.gz | tovec train word2vec - --out model.safetensors --checkpoint run1',
      'From a pipe, with checkpoints',
    ],
  ]);
}

async function run(context: Context, corpus: string, options: Options) {
  const { out, checkpoint, checkpointEvery, ...training } = options;
  const { signal, onProgress } = context;
  await checkTarget(out);
  // A run that goes on from a checkpoint keeps it up to date, unless it is to go elsewhere.
  const directory = checkpoint ?? training.resume;
  try {
    const model = await trainWord2Vec(await corpusOf(corpus, signal), {
      ...training,
      ...(directory !== undefined && {
        checkpoint: { directory, everySeconds: checkpointEvery },
      }),
      signal,
      onProgress,
    });
    const saving = performance.now();
    await saveModel(model, out, { checkpoint: directory, signal, onProgress });
    const save = (performance.now() - saving) / 1000;

    const { report, settings } = model;
    const seconds = { ...report.seconds, save };
    await context.print({ model: out, ...report, seconds, settings }, () =>
      trainingSummary(out, report, model.vectors.dimensions),
    );
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw error.saying(`interrupted; ${await checkpointIn(directory)}`);
  }
}

/** A path, for workers to read in parts; of a pipe, which can be read only once, its text. */
async function corpusOf(argument: string, signal: AbortSignal): Promise<Corpus> {
  if (argument === '-') return textOf(process.stdin, signal);
  const found = await stat(argument).catch(() => undefined);
  return found?.isFIFO() ? textOf(argument, signal) : { path: argument };
}

async function* textOf(source: Source, signal: AbortSignal): AsyncGenerator<string> {
  await using reader = await openSource(source, { signal });
  yield* readPieces(reader, true);
}
