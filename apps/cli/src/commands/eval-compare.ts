import {
  type Comparison,
  type ComparisonReport,
  compareResults,
  formatDifference,
  formatInterval,
  formatPValue,
  formatScore,
  readResults,
  verdictOf,
} from '@tovec/eval';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';
import { count } from '../output/numbers.js';
import { table } from '../output/table.js';

interface Options {
  readonly details?: boolean;
  readonly resamples: number;
  readonly confidence: number;
  readonly seed: number;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<a>', 'results that `tovec eval … --json` printed')
    .argument('<b>', 'other ones, on the same sets')
    .option('--details', 'compare the sections of analogies as well')
    .option('--resamples <n>', 'resamples behind an interval', integer({ min: 1 }), 2000)
    .option('--confidence <share>', 'how much of them it holds', number({ above: 0 }), 0.95)
    .option('--seed <n>', 'the same seed gives the same intervals', integer(), 1)
    .action((a: string, b: string, options: Options) => run(context, a, b, options));
  command.addHelpText(
    'after',
    `
A difference is that of b from a, over the items that both were asked for. It is beyond noise when 0 is not in
its interval, found by a paired bootstrap. Of twenty equal pairs one will seem to differ.`,
  );
  addExamples(command, [
    ['tovec eval compare old.json new.json', 'What has really changed'],
    ['tovec eval compare old.json new.json --details', 'Section by section'],
  ]);
}

async function run(context: Context, a: string, b: string, options: Options) {
  const { signal } = context;
  const before = await readResults(sourceOf(a), { signal });
  const after = await readResults(sourceOf(b), { signal });
  const report = await compareResults(before, after, { ...options, signal });
  await context.print({ a, b, ...report }, () => textOf(report));
}

function textOf({ comparisons, unmatched }: ComparisonReport): string {
  const pairs = [...new Set(comparisons.map(({ a, b }) => `a: ${a.encoder}, b: ${b.encoder}`))];
  const isSeveral = pairs.length > 1;
  const labels = [...(isSeveral ? ['model'] : []), 'set', 'metric'];
  const header = [...labels, 'a', 'b', 'b − a', 'interval', 'p', 'items', 'verdict'];
  const lines = comparisons.map((comparison) => {
    const { dataset, metric, a, b, difference, interval, pValue, shared } = comparison;
    return [
      ...(isSeveral ? [modelOf(comparison)] : []),
      ...[dataset, metric, formatScore(metric, a.score), formatScore(metric, b.score)],
      ...[formatDifference(metric, difference), formatInterval(metric, interval)],
      ...[formatPValue(pValue), count(shared), verdictOf(comparison)],
    ];
  });
  const alignments = header.map((_, at) =>
    at < labels.length || at === header.length - 1 ? 'left' : 'right',
  );
  const notes = unmatched.map(
    ({ side, encoder, dataset, reason }) =>
      `${encoder} on ${dataset} (${side}) is left out: ${reason}`,
  );
  const compared =
    comparisons.length > 0
      ? [...(isSeveral ? [] : [...pairs, '']), table([header, ...lines], alignments)]
      : [];
  return [...compared, ...(compared.length > 0 && notes.length > 0 ? [''] : []), ...notes].join(
    '\n',
  );
}

/** Which model a line is about; two, where one of each file was compared with the other. */
function modelOf({ a, b }: Comparison): string {
  return a.encoder === b.encoder ? a.encoder : `${a.encoder} → ${b.encoder}`;
}
