import { type OutlierDataset, outliers, readOutliers } from '@tovec/eval';
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
  readonly groups: readonly string[];
  readonly missing: 'skip' | 'zero';
}

export function define(command: Command, context: Context): void {
  addModels(command);
  command
    .requiredOption(
      '--groups <directory...>',
      'with a file for each group: its words, an empty line, the outliers; or one such file',
    )
    .addOption(
      new Option('--missing <what>', 'what becomes of words without a vector')
        .choices(['skip', 'zero'])
        .default('skip'),
    )
    .action((models: string[], options: Options) => run(context, models, options));
  addEvaluationOptions(command);
  addExamples(command, [
    ['tovec eval outliers model.safetensors --groups 8-8-8', 'How many outliers are found'],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const { groups, missing } = options;
  const datasets: OutlierDataset[] = [];
  for (const file of groups) {
    datasets.push(await readOutliers(sourceOf(file), { signal: context.signal }));
  }
  await runEvaluation(context, models, options, ({ encoder }, common) =>
    outliers(encoder, datasets, { ...common, caseFold: options.caseFold, missing }),
  );
}
