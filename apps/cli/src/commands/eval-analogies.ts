import { type AnalogiesResult, type AnalogyMethod, analogies, readAnalogies } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { loadVectors } from '../files/load-vectors.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';
import { integer } from '../options/parse.js';
import { count, duration, percent } from '../output/numbers.js';
import { table } from '../output/table.js';

interface Options {
  readonly questions: string;
  readonly restrict: number;
  readonly method: AnalogyMethod;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a file of vectors, in any format that `tovec convert` reads')
    .requiredOption('--questions <file>', 'in the format of word2vec’s questions-words.txt')
    .option('--restrict <n>', 'use the first n items only', integer({ min: 1 }), 30_000)
    .addOption(
      new Option('--method <name>', 'how answers are scored')
        .choices(['3CosAdd', '3CosMul'])
        .default('3CosAdd'),
    )
    .action((model: string, options: Options) => run(context, model, options));
  addExamples(command, [
    [
      'tovec eval analogies model.safetensors --questions questions-words.txt',
      'The counts of word2vec’s compute-accuracy',
    ],
  ]);
}

async function run(context: Context, model: string, { questions, restrict, method }: Options) {
  const { signal, onProgress } = context;
  // Before the vectors: it is small, and a mistake in it shows at once.
  const dataset = await readAnalogies(sourceOf(questions), { signal });
  const vectors = await loadVectors(model, context);
  const result = await analogies(vectors, dataset, { restrict, method, signal, onProgress });
  await context.print({ model, ...result }, () => report(result));
}

function report(result: AnalogiesResult): string {
  const { sections, semantic, syntactic, overall, skipped, options } = result;
  const rows = [
    ...sections,
    { name: 'semantic', ...semantic },
    { name: 'syntactic', ...syntactic },
    { name: 'total', ...overall },
  ].map(({ name, correct, total, accuracy, coverage }) => [
    ...[name, percent(accuracy), count(correct), count(total), percent(coverage)],
  ]);
  rows.splice(sections.length, 0, []);
  const header = ['section', 'accuracy', 'correct', 'asked', 'coverage'];
  const left = skipped.unknownWord.count + skipped.beyondRestrict.count;
  return [
    table([header, ...rows], ['left', 'right', 'right', 'right', 'right']),
    '',
    `${options.method} over ${count(options.restrict)} items in ${duration(result.seconds)}; ` +
      `${count(left)} questions not asked: ${count(skipped.unknownWord.count)} with a word that has no ` +
      `vector, ${count(skipped.beyondRestrict.count)} with one beyond the first ${count(options.restrict)}`,
  ].join('\n');
}
