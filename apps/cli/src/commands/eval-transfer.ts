import { type Baseline, transfer } from '@tovec/eval';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Context } from '../context.js';
import { addBagOptions, bagged } from '../evaluation/bag-of-words.js';
import {
  addLabelledOptions,
  addTestOption,
  type LabelledOptions,
  readLabelledSets,
} from '../evaluation/labelled.js';
import {
  addLinearProbeOptions,
  type LinearProbeRunOptions,
  linearProbeOptions,
} from '../evaluation/probe-options.js';
import { disposeOf } from '../evaluation/run-evaluation.js';
import {
  addExtrinsicOptions,
  addModelArguments,
  type ExtrinsicRunOptions,
  modelsOf,
  onEach,
  runExtrinsic,
} from '../evaluation/run-extrinsic.js';
import { type LoadedEncoder, loadEncoder } from '../files/load-encoder.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';

interface Options extends ExtrinsicRunOptions, LabelledOptions, LinearProbeRunOptions {
  readonly rival?: readonly string[];
  readonly shots?: readonly number[];
  readonly draws: number;
  readonly trainFraction?: number;
  readonly baselines?: readonly Baseline[];
}

export function define(command: Command, context: Context): void {
  addModelArguments(command);
  addLabelledOptions(command);
  addTestOption(command);
  command
    .optionsGroup('Learn from few:')
    .option('--rival <file...>', 'models to hold against it, trained on these items alone say')
    .option('--shots <list>', 'labelled examples per class (default: 1, 2, 4, …)', parseShots)
    .option('--draws <n>', 'how often examples are drawn anew', integer({ min: 1 }), 10)
    .option(
      '--train-fraction <share>',
      'share of items to draw examples from (default: 0.5)',
      number({ above: 0 }),
    )
    .addOption(
      new Option('--baselines <name...>', 'features that nobody trained (default: both)').choices([
        ...['one-hot', 'tf-idf'],
      ]),
    );
  addLinearProbeOptions(command);
  command
    .option('--standardize', 'bring each dimension to mean 0 and variance 1')
    .action((models: string[], options: Options) => run(context, models, options));
  addBagOptions(command);
  addExtrinsicOptions(command);
  addExamples(command, [
    [
      'tovec eval transfer wikipedia.safetensors --labels reviews.txt --rival reviews.safetensors --html r.html',
      'How many examples a pretrained model saves, as learning curves',
    ],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const { rival = [], shots, draws, trainFraction, baselines } = options;
  const all = modelsOf(models, options);
  const sets = await readLabelledSets(options, context);
  const loaded: LoadedEncoder[] = [];
  try {
    for (const file of rival) loaded.push(await loadEncoder(file, context));
    const encoders = await Promise.all(loaded.map(({ encoder }) => bagged(encoder, options)));
    const rivals = Object.fromEntries(rival.map((file, at) => [file, encoders[at]!]));
    await runExtrinsic(context, all, options, (encoder, common) =>
      onEach(sets, (set) =>
        transfer(encoder, set, {
          ...{ ...common, ...linearProbeOptions(options), rivals },
          ...{ shots, draws, trainFraction, baselines },
        }),
      ),
    );
  } finally {
    for (const one of loaded) await disposeOf(one);
  }
}

function parseShots(text: string): number[] {
  const shots = text.split(',').map(Number);
  if (shots.every((count) => Number.isSafeInteger(count) && count > 0)) return shots;
  throw new InvalidArgumentError('It must be whole numbers of at least 1, between commas.');
}
