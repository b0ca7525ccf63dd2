import { createHash } from 'node:crypto';
import { type DefinedEncoder, openSource } from '@tovec/core';
import type { EvaluationOptions, ExtrinsicOptions, TaskResult } from '@tovec/eval';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import type { LoadedEncoder } from '../files/load-encoder.js';
import { isPipe, sourceOf } from '../files/sources.js';
import { type BagRunOptions, bagConfig, bagged } from './bag-of-words.js';
import {
  addReportOptions,
  type LoadModel,
  type ReportRunOptions,
  runEvaluation,
} from './run-evaluation.js';

/** What every evaluation on items of any kind can be told. */
export interface ExtrinsicRunOptions extends ReportRunOptions, BagRunOptions {
  readonly model?: readonly string[];
  readonly missing: 'skip' | 'zero';
  readonly normalize?: boolean;
  readonly cache?: string;
}

/** The models of an evaluation: arguments, or an option. */
export function addModelArguments(command: Command): void {
  command
    .argument('[models...]', 'model files, or files of vectors in any format')
    .option('--model <file...>', 'the same as an option');
}

/** The models that were given, in one way or the other. */
export function modelsOf(models: readonly string[], { model = [] }: ExtrinsicRunOptions): string[] {
  const all = [...models, ...model];
  if (all.length > 0) return all;
  throw new UsageError("missing required argument 'models': a model file, or one of vectors");
}

/** Options of evaluations that encode items first. */
export function addExtrinsicOptions(command: Command): void {
  command
    .optionsGroup('Vectors:')
    .addOption(
      new Option('--missing <what>', 'what becomes of items without a vector')
        .choices(['skip', 'zero'])
        .default('skip'),
    )
    .option('--normalize', 'scale vectors to length 1 first')
    .option('--cache <directory>', 'keep vectors there, for the next time');
  addReportOptions(command);
}

/** Evaluates one model after the other on items that they encode. */
export async function runExtrinsic(
  context: Context,
  models: readonly string[],
  options: ExtrinsicRunOptions,
  evaluate: (
    encoder: DefinedEncoder<string>,
    options: ExtrinsicOptions,
  ) => Promise<readonly TaskResult[]>,
  load?: LoadModel,
): Promise<void> {
  const keys = new Map<string, string>();
  // What comes from no file has no content that a cache could know it by.
  for (const model of options.cache === undefined || load ? [] : models) {
    keys.set(model, await sha256Of(model, context));
  }
  const told = bagConfig(options);
  const measure = async (loaded: LoadedEncoder, common: EvaluationOptions) => {
    const key = keys.get(common.name ?? '');
    const config = { ...common.config, ...told };
    const kept = vectorOptions(options, key && `${key} ${JSON.stringify(told)}`);
    return evaluate(await bagged(loaded.encoder, options), { ...common, config, ...kept });
  };
  await runEvaluation(context, models, options, measure, load);
}

/** The results on sets that are measured one by one. */
export async function onEach<Set, Result extends TaskResult>(
  sets: readonly Set[],
  measure: (set: Set) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const set of sets) results.push(await measure(set));
  return results;
}

/** What is done with vectors, and where they are kept. */
function vectorOptions(
  { missing, normalize = false, cache }: ExtrinsicRunOptions,
  key: string | undefined,
): ExtrinsicOptions {
  const kept = cache !== undefined && key !== undefined ? { directory: cache, key } : undefined;
  return { missing, normalize, cache: kept };
}

/** What vectors depend on: the content of the model's file. */
async function sha256Of(model: string, { signal }: Context): Promise<string> {
  if (await isPipe(model)) {
    throw new UsageError(`--cache needs a model that can be read twice, and ${model} is a pipe`);
  }
  await using reader = await openSource(sourceOf(model), { signal });
  const hash = createHash('sha256');
  const chunk = new Uint8Array(1 << 20);
  for (;;) {
    const count = await reader.read(chunk);
    if (count === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, count));
  }
}
