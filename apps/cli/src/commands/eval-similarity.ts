import { type MissingPairs, readWordPairs, similarity, type WordPairDataset } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import {
  addEvaluationOptions,
  addModels,
  type RunOptions,
  runEvaluation,
} from '../evaluation/run-evaluation.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';

interface Options extends RunOptions {
  readonly pairs: readonly string[];
  readonly missing: MissingPairs;
}

export function define(command: Command, context: Context): void {
  addModels(command);
  command
    .requiredOption(
      '--pairs <file...>',
      'two words and a score a line, between tabs, commas or blanks',
    )
    .addOption(
      new Option('--missing <what>', 'what becomes of pairs with a word that has no vector')
        .choices(['skip', 'zero', 'mean'])
        .default('skip'),
    )
    .action((models: string[], options: Options) => run(context, models, options));
  addEvaluationOptions(command);
  addExamples(command, [
    [
      'tovec eval similarity model.safetensors --pairs EN-WS-353-ALL.txt EN-SIMLEX-999.txt',
      'Correlation with people, for two sets',
    ],
    [
      'tovec eval similarity a.bin b.vec --pairs EN-WS-353-ALL.txt --json > results.json',
      'Two models, for a program or `tovec eval compare` to read',
    ],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const { pairs, missing } = options;
  const datasets: WordPairDataset[] = [];
  for (const file of pairs) {
    datasets.push(await readWordPairs(sourceOf(file), { signal: context.signal }));
  }
  await runEvaluation(context, models, options, ({ encoder }, common) =>
    similarity(encoder, datasets, { ...common, caseFold: options.caseFold, missing }),
  );
}
