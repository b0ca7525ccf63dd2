import type { TrainingReport } from '@tovec/word/word2vec';
import { bytes, count, duration } from './numbers.js';
import { table } from './table.js';

/** What happened in a training, for people. */
export function trainingSummary(model: string, report: TrainingReport, dimensions: number): string {
  const { seconds, loss } = report;
  const times = (['read', 'count', 'train'] as const).map(
    (phase) => `${phase} ${duration(seconds[phase])}`,
  );
  return table([
    ['model', model],
    ['vectors', `${count(report.vocabulary)} × ${dimensions}`],
    ['tokens', count(report.tokens)],
    ['time', `${duration(seconds.total)} (${times.join(', ')})`],
    ['speed', `${count(report.tokensPerSecond)} tokens/s on ${report.workers} workers`],
    ['loss', loss.map((epoch) => epoch.toFixed(4)).join(' ')],
    ['memory', bytes(report.peakMemoryBytes)],
  ]);
}
