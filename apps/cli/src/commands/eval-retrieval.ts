import { type RetrievalDataset, readRetrieval, retrieval, retrievalFromLabels } from '@tovec/eval';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { addBagOptions } from '../evaluation/bag-of-words.js';
import {
  addLabelledOptions,
  type LabelledOptions,
  readLabelledSets,
} from '../evaluation/labelled.js';
import {
  addExtrinsicOptions,
  addModelArguments,
  type ExtrinsicRunOptions,
  modelsOf,
  runExtrinsic,
} from '../evaluation/run-extrinsic.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';

interface Options extends ExtrinsicRunOptions, LabelledOptions {
  readonly corpus?: string;
  readonly queries?: string;
  readonly qrels?: string;
  readonly k: readonly number[];
  readonly similarity: 'cosine' | 'dot';
}

export function define(command: Command, context: Context): void {
  addModelArguments(command);
  command
    .optionsGroup('Search:')
    .option('--corpus <file>', 'what to search in: BEIR’s corpus.jsonl, or an id and a text a line')
    .option('--queries <file>', 'what to search for, likewise')
    .option('--qrels <file>', 'which documents are relevant: query, document, relevance a line')
    .option('--k <list>', 'how many of the first results count', parseKs, [1, 3, 5, 10, 100])
    .addOption(
      new Option('--similarity <name>', 'what orders documents')
        .choices(['cosine', 'dot'])
        .default('cosine'),
    )
    .action((models: string[], options: Options) => run(context, models, options));
  addLabelledOptions(command);
  addBagOptions(command);
  addExtrinsicOptions(command);
  addExamples(command, [
    [
      'tovec eval retrieval model.safetensors --corpus corpus.jsonl --queries queries.jsonl --qrels test.tsv',
      'A set in BEIR’s format',
    ],
    [
      'tovec eval retrieval vectors.txt --labels labels.txt --k 1,10',
      'Each item is a query, and those of its label are what it should find',
    ],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const all = modelsOf(models, options);
  const sets = await readSets(options, context);
  const { k: ks, similarity } = options;
  await runExtrinsic(context, all, options, (encoder, common) =>
    retrieval(encoder, sets, { ...common, ks, similarity }),
  );
}

async function readSets(options: Options, context: Context): Promise<RetrievalDataset[]> {
  const { corpus, queries, qrels, labels, class: classes } = options;
  const files = [corpus, queries, qrels].filter((file) => file !== undefined);
  if (files.length > 0 && (labels || classes)) {
    throw new UsageError('give --corpus, --queries and --qrels, or else --labels or --class');
  }
  if (files.length === 0 && (labels || classes)) {
    return (await readLabelledSets(options, context)).map(retrievalFromLabels);
  }
  if (corpus === undefined || queries === undefined || qrels === undefined) {
    throw new UsageError('give all of --corpus, --queries and --qrels, or --labels <file...>');
  }
  const [documents, asked, judged] = [corpus, queries, qrels].map(sourceOf);
  const sources = { corpus: documents!, queries: asked!, qrels: judged! };
  return [await readRetrieval(sources, { signal: context.signal })];
}

function parseKs(text: string): number[] {
  const ks = text.split(',').map(Number);
  if (ks.every((k) => Number.isSafeInteger(k) && k > 0)) return ks;
  throw new InvalidArgumentError('It must be whole numbers of at least 1, between commas.');
}
