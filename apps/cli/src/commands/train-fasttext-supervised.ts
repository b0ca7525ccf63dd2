import {
  type ClassifierTrainOptions,
  type FastTextClassifier,
  trainClassifier,
} from '@tovec/word/fasttext';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { classifierWriters } from '../files/fasttext-writers.js';
import { trainModel } from '../files/train-model.js';
import { addExamples } from '../options/examples.js';
import { addNgramOptions, refuseNegative } from '../options/fasttext.js';
import { integer, number } from '../options/parse.js';
import {
  addCheckpointOptions,
  addCorpusAndTarget,
  addRunOptions,
  addUtf8Option,
  type TrainingOptions,
} from '../options/training.js';
import { count } from '../output/numbers.js';
import { tokenSpeed, trainingSummary } from '../output/training-summary.js';

type Options = TrainingOptions & Omit<ClassifierTrainOptions, 'checkpoint'>;

export function define(command: Command, context: Context): void {
  addCorpusAndTarget(command, '.safetensors, or .bin, which is fastText’s own');
  command
    .option('--dimensions <n>', 'numbers in a vector', integer({ min: 1 }), 100)
    .addOption(
      new Option('--loss <name>', 'how labels are predicted')
        .choices(['softmax', 'hierarchical-softmax', 'one-vs-all', 'negative-sampling'])
        .default('softmax'),
    )
    .option(
      '--negative <n>',
      'noise labels, with negative sampling (default: 5)',
      integer({ min: 1 }),
    )
    .option('--epochs <n>', 'passes over the corpus', integer({ min: 1 }), 5)
    .option('--learning-rate <r>', 'at the start; falls to 0', number({ above: 0 }), 0.1);
  addNgramOptions(command, { minn: 0, maxn: 0 });
  command
    .option('--word-ngrams <n>', 'longest sequence of words that counts', integer({ min: 1 }), 1)
    .optionsGroup('Text:')
    .option('--min-count <n>', 'leave out words that occur less often', integer({ min: 1 }), 1)
    .option('--min-label-count <n>', 'leave out labels as rare', integer({ min: 0 }), 0)
    .option('--label-prefix <text>', 'what labels begin with', '__label__');
  addUtf8Option(command);
  addRunOptions(command);
  addCheckpointOptions(command);
  command.action((corpus: string, options: Options) => {
    refuseNegative(command, options.loss);
    return run(context, corpus, options);
  });
  command.addHelpText(
    'after',
    `
A line of the corpus is a text with its labels: __label__sports the match ended early`,
  );
  addExamples(command, [
    [
      'tovec train fasttext-supervised reviews.txt --out model.bin --word-ngrams 2',
      'A classifier of texts',
    ],
    ['tovec test model.bin held-out.txt', 'How good it is'],
    ['echo "a great film" | tovec predict model.bin', 'What it says'],
  ]);
}

async function run(context: Context, corpus: string, options: Options) {
  const { out, checkpoint, checkpointEvery, ...training } = options;
  await trainModel<FastTextClassifier>(context, corpus, options, {
    writers: classifierWriters,
    train: (text, hooks) => trainClassifier(text, { ...training, ...hooks }),
    secondsOf: ({ report }) => report!.seconds,
    summary: ({ report, labels, settings }) =>
      trainingSummary(
        out,
        report!,
        [
          ['labels', count(labels.length)],
          ['words', `${count(report!.vocabulary)} × ${settings.dimensions}`],
          ['tokens', count(report!.tokens)],
        ],
        tokenSpeed(report!),
      ),
  });
}
