import { type AnalogyDataset, type AnalogyMethod, analogies, readAnalogies } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import {
  addEvaluationOptions,
  addModels,
  type RunOptions,
  runEvaluation,
} from '../evaluation/run-evaluation.js';
import { openInput } from '../files/input.js';
import { kindOf } from '../files/load-encoder.js';
import { readLines } from '../files/read-lines.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';
import { integer } from '../options/parse.js';

interface Options extends RunOptions {
  readonly questions: readonly string[];
  readonly restrict: number;
  readonly method: AnalogyMethod;
  readonly vocabulary?: string;
}

export function define(command: Command, context: Context): void {
  addModels(command);
  command
    .requiredOption('--questions <file...>', 'in the format of word2vec’s questions-words.txt')
    .option('--restrict <n>', 'use the first n items only, or all', countOrAll, 30_000)
    .addOption(
      new Option('--method <name>', 'how answers are scored')
        .choices(['3CosAdd', '3CosMul'])
        .default('3CosAdd'),
    )
    .option('--vocabulary <file>', 'words to answer with, one a line (default: the model’s)')
    .action((models: string[], options: Options) => run(context, models, options));
  addEvaluationOptions(command);
  addExamples(command, [
    [
      'tovec eval analogies model.safetensors --questions questions-words.txt',
      'The counts of word2vec’s compute-accuracy, by section',
    ],
    [
      'tovec eval analogies a.bin b.vec --questions questions-words.txt --html report.html',
      'Two models in one table, and a page to look at',
    ],
  ]);
}

async function run(context: Context, models: readonly string[], options: Options) {
  const { questions, restrict, method, vocabulary } = options;
  // Before the vectors: they are small, and a mistake in them shows at once.
  const datasets: AnalogyDataset[] = [];
  for (const file of questions) {
    datasets.push(await readAnalogies(sourceOf(file), { signal: context.signal }));
  }
  const words = vocabulary === undefined ? undefined : await readWords(vocabulary, context);
  await runEvaluation(context, models, options, (loaded, common) => {
    if (!words && !loaded.vectors) {
      throw new UsageError(
        `${common.name} is ${kindOf(loaded)}, which has no table of words to answer with; give ` +
          '--vocabulary <file>',
      );
    }
    const encoder = words ? loaded.encoder : (loaded.vectors ?? loaded.encoder);
    return analogies(encoder, datasets, {
      ...common,
      caseFold: options.caseFold,
      restrict,
      method,
      vocabulary: words,
    });
  });
}

function countOrAll(text: string): number {
  return text === 'all' ? Number.POSITIVE_INFINITY : integer({ min: 1 })(text);
}

async function readWords(file: string, { signal }: Context): Promise<string[]> {
  const { reader } = await openInput(file, 'words', signal);
  await using _ = reader;
  return (await readLines(reader)).filter((word) => word !== '');
}
