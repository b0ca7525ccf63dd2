import type { ClassifierQuantizationReport, QuantizeOptions } from '@tovec/word/fasttext';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { kindOf, loadEncoder } from '../files/load-encoder.js';
import { readExamples } from '../files/read-examples.js';
import { checkTarget, endingOf } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
import { integer } from '../options/parse.js';
import { bytes, count, duration, percent } from '../output/numbers.js';
import { table } from '../output/table.js';

type Quantizing = Omit<QuantizeOptions, 'signal' | 'onProgress'>;

interface Options extends Quantizing {
  readonly out: string;
  readonly test?: string;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a fastText model: word vectors or a classifier, not quantised yet')
    .requiredOption('--out <file>', 'where it goes: .ftz, fastText’s own, or .safetensors')
    .option('--dsub <n>', 'numbers of a vector that one byte stands for', integer({ min: 1 }), 2)
    .option('--qnorm', 'keep the lengths of rows apart: a byte more for each, less error')
    .option('--qout', 'quantise the output table, too')
    .option('--cutoff <n>', 'of a classifier, keep so many rows only', integer({ min: 1 }))
    .option('--seed <n>', 'the same seed gives the same file', integer(), 1)
    .option('--test <file>', 'labelled texts, to measure what a classifier loses')
    .action((model: string, options: Options) => run(context, model, options));
  addExamples(command, [
    ['tovec quantize model.bin --out model.ftz', 'An eighth of the space'],
    [
      'tovec quantize langid.bin --out langid.ftz --qnorm --cutoff 50000 --test held-out.txt',
      'A classifier small enough to ship, and how good it still is',
    ],
  ]);
}

async function run(context: Context, model: string, { out, test, ...options }: Options) {
  const { signal } = context;
  await checkTarget(out, ['.ftz', '.safetensors']);
  const examples = test === undefined ? undefined : await readExamples(test, signal);
  const quantized = await quantize(context, model, options, examples);
  const format = endingOf(out) === '.ftz' ? 'fasttext-bin' : 'tovec';
  await quantized.save(out, { format, signal });
  const report = quantized.quantization!;
  await context.print({ model, out, ...report }, () => reportText(out, report));
}

async function quantize(
  context: Context,
  model: string,
  quantizing: Quantizing,
  examples: readonly string[] | undefined,
) {
  const { signal, onProgress } = context;
  const loaded = await loadEncoder(model, context, { whole: true });
  const { fastText, classifier } = loaded;
  const options = { ...quantizing, signal, onProgress };
  if (classifier) return classifier.quantize({ ...options, examples });
  if (!fastText) {
    throw new UsageError(
      `only fastText models can be quantised, but ${model} is ${kindOf(loaded)}`,
    );
  }
  if (examples) throw new UsageError(`--test is for classifiers; ${model} has word vectors`);
  if (quantizing.cutoff !== undefined) {
    throw new UsageError(`--cutoff is for classifiers; ${model} has word vectors, leave it out`);
  }
  return fastText.quantize(options);
}

function reportText(out: string, report: ClassifierQuantizationReport): string {
  const { input, output, rows, rowsBefore, evaluation } = report;
  return table([
    ['model', out],
    ['memory', `${bytes(report.bytes)}, was ${bytes(report.bytesBefore)}`],
    ['rows', rows === rowsBefore ? count(rows) : `${count(rows)} of ${count(rowsBefore)}`],
    ['error', lossText(input)],
    ...(output ? [['output', lossText(output)]] : []),
    ...(evaluation
      ? [
          [
            'P@1',
            `${percent(evaluation.after.precision ?? null)}, was ` +
              percent(evaluation.before.precision ?? null),
          ],
        ]
      : []),
    ['time', duration(report.seconds)],
  ]);
}

function lossText(loss: { readonly relativeError: number; readonly meanCosine: number }): string {
  return `${percent(loss.relativeError)} of the length, mean cosine ${loss.meanCosine.toFixed(4)}`;
}
