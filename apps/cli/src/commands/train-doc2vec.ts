import { type Doc2Vec, type Doc2VecTrainOptions, trainDoc2Vec } from '@tovec/document/doc2vec';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { documentsOf } from '../files/corpus.js';
import { trainModel } from '../files/train-model.js';
import { type Writers, type WritingHooks, writeTable } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';
import { refuseGiven } from '../options/refuse.js';
import {
  addCheckpointOptions,
  addRunOptions,
  addTextOptions,
  type TrainingOptions,
} from '../options/training.js';
import { count } from '../output/numbers.js';
import { tokenSpeed, trainingSummary, vectorsRow } from '../output/training-summary.js';

type Options = TrainingOptions & Omit<Doc2VecTrainOptions, 'checkpoint'>;

export function define(command: Command, context: Context): void {
  command
    .argument(
      '<documents>',
      'a text file with one document a line (.gz as well), a directory with one a file, or - for stdin',
    )
    .requiredOption(
      '--out <file>',
      'where the model goes: .safetensors keeps all of it; .txt, .vec, .bin and .npy its document vectors',
    )
    .addOption(
      new Option(
        '--architecture <name>',
        'predict words from the document and its words, or from it alone',
      )
        .choices(['dm', 'dbow'])
        .default('dm'),
    )
    .addOption(
      new Option(
        '--combine <how>',
        'for dm: how the document and its words become one (default: mean)',
      ).choices(['mean', 'sum', 'concatenate']),
    )
    .option('--train-words', 'for dbow: learn vectors of words as well, by skip-gram')
    .option('--dimensions <n>', 'numbers in a vector', integer({ min: 1 }), 100)
    .option('--window <n>', 'words to either side at most', integer({ min: 1 }), 5)
    .option(
      '--sample <t>',
      'thin out words more frequent than this; 0: none',
      number({ min: 0 }),
      1e-3,
    )
    .option('--epochs <n>', 'passes over the documents', integer({ min: 1 }), 10)
    .option('--negative <n>', 'noise words for each word; 0: none', integer({ min: 0 }), 5)
    .option(
      '--hierarchical-softmax',
      'learn each word’s way through a Huffman tree, beside its noise words or, with --negative 0, ' +
        'instead',
    )
    .option('--learning-rate <r>', 'at the start; falls to 0.0001', number({ above: 0 }), 0.025);
  addTextOptions(command, { takesAnyBytes: false });
  addRunOptions(command);
  addCheckpointOptions(command);
  command.action((documents: string, options: Options) => {
    const idle = options.architecture === 'dbow' ? 'combine' : 'trainWords';
    const reason = idle === 'combine' ? 'is for dm' : 'is for dbow; dm always does';
    refuseGiven(command, (name) => name === idle, reason);
    return run(context, documents, options);
  });
  addExamples(command, [
    ['tovec train doc2vec documents.txt --out model.safetensors', 'One document a line: PV-DM'],
    [
      'tovec train doc2vec articles/ --out model.safetensors --architecture dbow --lowercase',
      'One document a file: PV-DBOW',
    ],
    [
      'tovec train doc2vec documents.txt --out vectors.npy --dimensions 300 --epochs 20',
      'The vectors of the documents alone',
    ],
  ]);
}

async function run(context: Context, documents: string, options: Options) {
  const { out, checkpoint, checkpointEvery, ...training } = options;
  await trainModel(context, documents, options, {
    writers,
    open: documentsOf,
    train: (input, hooks) => trainDoc2Vec(input, { ...training, ...hooks }),
    secondsOf: ({ report }) => report.seconds,
    summary: (model) => summaryOf(model, out),
  });
}

function summaryOf({ report, documents, words }: Doc2Vec, out: string): string {
  const { unlearnt } = report;
  const size = vectorsRow(documents.size, documents.dimensions);
  return trainingSummary(
    out,
    report,
    [
      ['documents', count(report.documents)],
      size,
      ['words', `${count(report.vocabulary)}${words ? ', with vectors' : ''}`],
      ['tokens', count(report.tokens)],
      ...(unlearnt.count > 0
        ? ([['unlearnt', `${count(unlearnt.count)} without a known word`]] as const)
        : []),
    ],
    tokenSpeed(report),
  );
}

const writeDocuments = ({ documents }: Doc2Vec, path: string, hooks: WritingHooks) =>
  writeTable({ vectors: documents }, path, hooks);

const writers: Writers<Doc2Vec> = {
  '.safetensors': (model, path, { signal }) => model.save(path, { signal }),
  '.txt': writeDocuments,
  '.vec': writeDocuments,
  '.bin': writeDocuments,
  '.npy': writeDocuments,
};
