import { describe, expect, it } from 'vitest';
import type { CooccurrenceRun, GloveSpeedRun } from './runs.js';
import { summarizeGlove } from './summarize.js';

const count = (contestant: string, cooccurrences: number, shuffle: number): CooccurrenceRun => ({
  ...{ measure: 'count', contestant, threads: 1, round: 0, vocabulary: 10, nonZeros: 100 },
  seconds: { vocabulary: 1, cooccurrences, shuffle },
  ...{ wallSeconds: 1 + cooccurrences + shuffle, peakMemoryBytes: 100e6 },
});

const train = (
  contestant: string,
  trainSeconds: number,
  epochs: number,
  threads = 1,
): GloveSpeedRun => ({
  ...{ measure: 'train', contestant, threads, round: 0, trainSeconds, epochs, nonZeros: 1e7 },
  ...{ vocabulary: 10, wasStopped: false, cost: [], wallSeconds: 1, peakMemoryBytes: 100e6 },
});

const rowsById = (runs: Parameters<typeof summarizeGlove>[0]) =>
  Object.fromEntries(summarizeGlove(runs).map((row) => [row.id, row]));

describe('summarizeGlove', () => {
  it('compares counting and shuffling together, with and without the vocabulary', () => {
    const rows = rowsById([count('tovec', 4, 0), count('GloVe', 10, 6)]);
    expect(rows['glove/count']?.result?.value).toBe(4);
    expect(rows['glove/count/with-vocabulary']?.result?.value).toBe(17 / 5);
  });

  it('compares epochs, however many each has trained', () => {
    const rows = rowsById([train('tovec', 4, 2), train('tovec', 2, 2, 2), train('GloVe', 13, 1)]);
    expect(rows['glove/train']?.result?.value).toBe(6.5);
    expect(rows['glove/train/two-workers']?.result?.value).toBe(2);
    expect(rows['glove/train/non-zero']).toMatchObject({
      tovec: { text: '200 ns' },
      peer: { text: '1300 ns' },
    });
  });

  it('shows tovec alone where the tools are not there', () => {
    const rows = rowsById([count('tovec', 4, 0), train('tovec', 4, 2)]);
    expect(rows['glove/train']).toMatchObject({ tovec: { value: 2 } });
    expect(Object.values(rows).every(({ peer }) => peer === undefined)).toBe(true);
  });
});
