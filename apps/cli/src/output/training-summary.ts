import type { Seconds } from '../files/train-model.js';
import { bytes, count, duration } from './numbers.js';
import { table } from './table.js';

/** What every training measures. */
interface Report {
  readonly seconds: Seconds;
  readonly loss: readonly number[];
  readonly peakMemoryBytes: number;
}

/** What happened in a training, for people: between the model and its times what is its own. */
export function trainingSummary(
  model: string,
  { seconds: { total, ...phases }, loss, peakMemoryBytes }: Report,
  own: readonly (readonly [name: string, value: string])[],
  speed: string,
): string {
  const times = Object.entries(phases)
    .filter(([, time]) => time > 0)
    .map(([phase, time]) => `${phase} ${duration(time)}`);
  return table([
    ['model', model],
    ...own,
    ['time', `${duration(total)} (${times.join(', ')})`],
    ['speed', speed],
    ['loss', lossText(loss)],
    ['memory', bytes(peakMemoryBytes)],
  ]);
}

/** Epochs of which every loss is shown. */
const shownEpochs = 8;

/** The loss of each epoch; of many, the first ones and the last. */
function lossText(loss: readonly number[]): string {
  const shown = loss.map((epoch) => epoch.toFixed(4));
  if (shown.length > shownEpochs) shown.splice(3, shown.length - shownEpochs + 1, '…');
  return shown.join(' ');
}

/** A table's size, as summaries tell it. */
export function vectorsRow(rows: number, dimensions: number): [string, string] {
  return ['vectors', `${count(rows)} × ${dimensions}`];
}

/** The speed of reading text. */
export function tokenSpeed(report: { tokensPerSecond: number; workers: number }): string {
  return `${count(report.tokensPerSecond)} tokens/s on ${workersText(report.workers)}`;
}

export function workersText(workers: number): string {
  return workers === 1 ? '1 worker' : `${workers} workers`;
}
