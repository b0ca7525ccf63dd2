import { encodeUtf8, type JsonObject, writeFileAtomically } from '@tovec/core';
import { type EvaluationOptions, htmlReport, markdownReport, type TaskResult } from '@tovec/eval';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { type LoadedEncoder, loadEncoder } from '../files/load-encoder.js';
import { checkPlace } from '../files/writers.js';
import { integer, number } from '../options/parse.js';
import { evaluationTable } from './evaluation-table.js';

/** What the runner of an evaluation takes for itself. */
export interface ReportRunOptions {
  readonly html?: string | undefined;
  readonly markdown?: string | undefined;
  readonly resamples: number;
  readonly confidence: number;
  readonly seed: number;
}

/** The same, of an evaluation of words. */
export interface RunOptions extends ReportRunOptions {
  readonly caseFold: boolean;
}

/** The models of an evaluation; the sets follow in an option of its own. */
export function addModels(command: Command): void {
  command.argument('<models...>', 'model files, or files of vectors in any format');
}

/** What all evaluations of words can be told. */
export function addEvaluationOptions(command: Command): void {
  command.option('--no-case-fold', 'do not try words in other cases');
  addReportOptions(command);
}

/** What all evaluations can be told. */
export function addReportOptions(command: Command): void {
  command
    .optionsGroup('Report:')
    .option('--html <file>', 'write a report as an HTML page as well')
    .option('--markdown <file>', 'write a report in Markdown as well')
    .option('--resamples <n>', 'resamples behind an interval; 0: none', integer({ min: 0 }), 1000)
    .option('--confidence <share>', 'how much of them it holds', number({ above: 0 }), 0.95)
    .option('--seed <n>', 'the same seed gives the same intervals', integer(), 1);
}

/** Where the encoder of a name comes from, where that is no file. */
export type LoadModel = (model: string) => Promise<LoadedEncoder>;

/** Evaluates one model after the other, prints one table of all, and writes the reports. */
export async function runEvaluation(
  context: Context,
  models: readonly string[],
  { html, markdown, resamples, confidence, seed }: ReportRunOptions,
  evaluate: (loaded: LoadedEncoder, options: EvaluationOptions) => Promise<readonly TaskResult[]>,
  load: LoadModel = (model) => loadEncoder(model, context),
): Promise<void> {
  const { signal, onProgress } = context;
  await checkReports({ html, markdown });
  const results: TaskResult[] = [];
  for (const model of models) {
    const loaded = await load(model);
    try {
      const config: JsonObject = { format: loaded.format, ...loaded.config };
      const measured = await evaluate(loaded, {
        ...{ name: model, config, resamples, confidence, seed, signal, onProgress },
      });
      // The table of a model is measured, but it is the model that is told of.
      const withId = (result: TaskResult) => ({ ...result.encoder, id: loaded.id });
      for (const result of measured) results.push({ ...result, encoder: withId(result) });
    } finally {
      await disposeOf(loaded);
    }
  }
  if (html !== undefined) await write(html, htmlReport(results), signal);
  if (markdown !== undefined) await write(markdown, markdownReport(results), signal);
  await context.print({ results }, () => evaluationTable(results));
}

/** Lets go of all that a model holds. */
export async function disposeOf({ encoder, fastText, classifier }: LoadedEncoder): Promise<void> {
  await encoder.dispose();
  await fastText?.dispose();
  await classifier?.dispose();
}

/** Before long work: a report that cannot be written would take the results with it. */
export async function checkReports({
  html,
  markdown,
}: Pick<ReportRunOptions, 'html' | 'markdown'>): Promise<void> {
  for (const path of [html, markdown]) {
    if (path !== undefined) await checkPlace(path);
  }
}

async function write(path: string, text: string, signal: AbortSignal): Promise<void> {
  await writeFileAtomically(path, (file) => file.write(encodeUtf8(text)), { signal });
}
