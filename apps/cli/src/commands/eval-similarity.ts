import { readWordPairs, type SimilarityResult, similarity } from '@tovec/eval';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadVectors } from '../files/load-vectors.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';
import { count, percent } from '../output/numbers.js';
import { table } from '../output/table.js';

interface Options {
  readonly pairs: readonly string[];
}

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a file of vectors, in any format that `tovec convert` reads')
    .requiredOption('--pairs <file...>', 'two words and a score a line, between tabs or blanks')
    .action((model: string, options: Options) => run(context, model, options));
  addExamples(command, [
    [
      'tovec eval similarity model.safetensors --pairs EN-WS-353-ALL.txt EN-SIMLEX-999.txt',
      'Correlation with people, for two sets',
    ],
  ]);
}

async function run(context: Context, model: string, { pairs }: Options) {
  const { signal, onProgress } = context;
  const datasets = [];
  for (const file of pairs) datasets.push(await readWordPairs(sourceOf(file), { signal }));
  const vectors = await loadVectors(model, context);
  const results: SimilarityResult[] = [];
  for (const dataset of datasets) {
    results.push(await similarity(vectors, dataset, { signal, onProgress }));
  }
  await context.print({ model, results }, () => report(results));
}

function report(results: readonly SimilarityResult[]): string {
  const rows = results.map(({ dataset, spearman, pearson, used, pairs, coverage }) => [
    ...[dataset.name, correlation(spearman), correlation(pearson)],
    ...[count(used), count(pairs), percent(coverage)],
  ]);
  const header = ['dataset', 'Spearman', 'Pearson', 'used', 'pairs', 'coverage'];
  return table([header, ...rows], ['left', 'right', 'right', 'right', 'right', 'right']);
}

function correlation(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}
