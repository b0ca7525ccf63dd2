import { type PairDataset, pairs, readPairs } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { addBagOptions } from '../evaluation/bag-of-words.js';
import {
  addExtrinsicOptions,
  addModelArguments,
  type ExtrinsicRunOptions,
  modelsOf,
  runExtrinsic,
} from '../evaluation/run-extrinsic.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';

interface Options extends ExtrinsicRunOptions {
  readonly pairs: readonly string[];
  readonly format?: 'sts-benchmark' | 'sick' | 'pairs';
  readonly positive?: readonly string[];
  readonly negative?: readonly string[];
  readonly kind?: 'graded' | 'binary';
}

export function define(command: Command, context: Context): void {
  addModelArguments(command);
  command
    .requiredOption('--pairs <file...>', 'two texts and a score or label a line, between tabs')
    .addOption(
      new Option('--format <name>', 'how lines are (default: by the first one)').choices([
        ...['sts-benchmark', 'sick', 'pairs'],
      ]),
    )
    .option('--positive <label...>', 'labels of pairs that belong together')
    .option('--negative <label...>', 'those of pairs that do not (default: all others)')
    .addOption(
      new Option('--kind <name>', 'what scores are (default: binary where all are 1 or 0)').choices(
        [...['graded', 'binary']],
      ),
    )
    .action((models: string[], options: Options) => run(context, models, options));
  addBagOptions(command);
  addExtrinsicOptions(command);
  addExamples(command, [
    [
      'tovec eval pairs model.safetensors --pairs sts-dev.csv SICK_trial.txt',
      'Agreement with people on likeness, for two sets',
    ],
    [
      'tovec eval pairs glove.txt --pairs sts-dev.csv --bag --lowercase --token-pattern "[a-z0-9]+"',
      'Sentences as means of word vectors',
    ],
    [
      'tovec eval pairs model.safetensors --pairs SICK_trial.txt --positive ENTAILMENT',
      'Pairs that belong together, told from others',
    ],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const { format, positive, negative, kind } = options;
  const all = modelsOf(models, options);
  const sets: PairDataset[] = [];
  for (const file of options.pairs) {
    const { signal } = context;
    sets.push(await readPairs(sourceOf(file), { format, positive, negative, signal }));
  }
  await runExtrinsic(context, all, options, (encoder, common) =>
    pairs(encoder, sets, { ...common, kind }),
  );
}
