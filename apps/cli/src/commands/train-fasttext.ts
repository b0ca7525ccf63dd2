import { type FastText, type FastTextTrainOptions, trainFastText } from '@tovec/word/fasttext';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { fastTextWriters } from '../files/fasttext-writers.js';
import { type Precision, precisions } from '../files/load-encoder.js';
import { trainModel } from '../files/train-model.js';
import { endingOf } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
import { addNgramOptions, refuseNegative } from '../options/fasttext.js';
import { integer, number } from '../options/parse.js';
import {
  addCheckpointOptions,
  addCorpusAndTarget,
  addRunOptions,
  addSgdOptions,
  addTextOptions,
  type TrainingOptions,
} from '../options/training.js';
import { count } from '../output/numbers.js';
import { tokenSpeed, trainingSummary, vectorsRow } from '../output/training-summary.js';

type Options = TrainingOptions &
  Omit<FastTextTrainOptions, 'checkpoint'> & { readonly precision?: Precision };

export function define(command: Command, context: Context): void {
  addCorpusAndTarget(
    command,
    '.safetensors and .bin (fastText’s own) keep all of it; .vec, .txt and .npy its vectors',
  );
  addSgdOptions(command, { sample: 1e-4 });
  command
    .addOption(
      new Option('--loss <name>', 'how words are predicted')
        .choices(['negative-sampling', 'hierarchical-softmax'])
        .default('negative-sampling'),
    )
    .option('--negative <n>', 'noise words for each word (default: 5)', integer({ min: 1 }))
    .option('--learning-rate <r>', 'at the start; falls to 0', number({ above: 0 }), 0.05);
  addNgramOptions(command, { minn: 3, maxn: 6 });
  command.addOption(
    new Option('--precision <name>', 'of the numbers in a .safetensors').choices(precisions),
  );
  addTextOptions(command);
  addRunOptions(command);
  addCheckpointOptions(command);
  command.action((corpus: string, options: Options) => {
    refuseNegative(command, options.loss);
    if (options.precision !== undefined && endingOf(options.out) !== '.safetensors') {
      throw new UsageError('--precision is for .safetensors; other formats have their own');
    }
    return run(context, corpus, options);
  });
  addExamples(command, [
    ['tovec train fasttext corpus.txt --out model.bin', 'As `fasttext skipgram` does'],
    [
      'tovec train fasttext corpus.txt --out model.safetensors --bucket 200000 --maxn 5',
      'A tenth of the memory',
    ],
    ['tovec nearest model.bin misspeling', 'Words never seen have vectors, too'],
  ]);
}

async function run(context: Context, corpus: string, options: Options) {
  const { out, checkpoint, checkpointEvery, precision, ...training } = options;
  await trainModel<FastText>(context, corpus, options, {
    writers: fastTextWriters(precision),
    train: (text, hooks) => trainFastText(text, { ...training, ...hooks }),
    secondsOf: ({ report }) => report!.seconds,
    summary: ({ settings: { dimensions, minn, maxn, bucket }, report }) =>
      trainingSummary(
        out,
        report!,
        [
          vectorsRow(report!.vocabulary, dimensions),
          ['n-grams', maxn === 0 ? 'none' : `of ${minn} to ${maxn} in ${count(bucket)} rows`],
          ['tokens', count(report!.tokens)],
        ],
        tokenSpeed(report!),
      ),
  });
}
