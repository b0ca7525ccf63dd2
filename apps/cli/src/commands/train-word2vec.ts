import { trainWord2Vec, type Word2Vec, type Word2VecTrainOptions } from '@tovec/word/word2vec';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { trainModel } from '../files/train-model.js';
import { tableWriters } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
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

type Options = TrainingOptions & Omit<Word2VecTrainOptions, 'checkpoint'>;

export function define(command: Command, context: Context): void {
  addCorpusAndTarget(
    command,
    '.safetensors keeps all of it; .txt, .vec, .bin and .npy its vectors',
  );
  addSgdOptions(command);
  command
    .option('--negative <n>', 'noise words for each word; 0: none', integer({ min: 0 }), 5)
    .option(
      '--hierarchical-softmax',
      'learn each word’s way through a Huffman tree, beside its noise words or, with --negative 0, ' +
        'instead',
    )
    .option('--no-context-mean', 'for cbow: the sum of the words around, not their mean')
    .option(
      '--learning-rate <r>',
      'at the start; falls to a ten-thousandth (default: 0.025, for cbow 0.05)',
      number({ above: 0 }),
    );
  addTextOptions(command);
  addRunOptions(command);
  addCheckpointOptions(command);
  command.action((corpus: string, options: Options) => run(context, corpus, options));
  addExamples(command, [
    ['tovec train word2vec corpus.txt --out model.safetensors', 'With the defaults of word2vec.c'],
    [
      'tovec train word2vec texts/ --out model.bin --dimensions 300 --lowercase',
      'A directory of texts, to word2vec’s own format',
    ],
    [
      'tovec train word2vec corpus.txt --out hs.txt --hierarchical-softmax --negative 0',
      'Hierarchical softmax, without noise words',
    ],
    [
      'zcat dump.gz | tovec train word2vec - --out model.safetensors --checkpoint run1',
      'From a pipe, with checkpoints',
    ],
  ]);
}

async function run(context: Context, corpus: string, options: Options) {
  const { out, checkpoint, checkpointEvery, ...training } = options;
  await trainModel<Word2Vec>(context, corpus, options, {
    writers: tableWriters,
    train: (text, hooks) => trainWord2Vec(text, { ...training, ...hooks }),
    secondsOf: ({ report }) => report.seconds,
    summary: ({ report, vectors }) =>
      trainingSummary(
        out,
        report,
        [vectorsRow(report.vocabulary, vectors.dimensions), ['tokens', count(report.tokens)]],
        tokenSpeed(report),
      ),
  });
}
