import { describe, expect, it } from 'vitest';
import { judge } from '../report/rows.js';
import type { QualityRun } from '../training/runs.js';
import type { LoadBinRun } from './load.js';
import { summarizeFastText } from './summarize.js';
import type { SupervisedRun } from './supervised.js';

const supervised = (contestant: string, round: number, accuracy: number): SupervisedRun => ({
  ...{ measure: 'supervised', what: 'sick', contestant, round, threads: 1, accuracy },
  ...{ examples: 500, trainSeconds: 1, wallSeconds: 2, peakMemoryBytes: undefined },
});

const load = (contestant: string, seconds: number, peakMemoryBytes = 900e6): LoadBinRun => ({
  ...{ measure: 'load', contestant, round: 0, seconds, peakMemoryBytes, bytes: 800e6 },
});

const rowsById = (runs: Parameters<typeof summarizeFastText>[0]) =>
  Object.fromEntries(summarizeFastText(runs).map((row) => [row.id, judge(row)]));

describe('summarizeFastText', () => {
  it('counts a set of rare pairs by how many it has', () => {
    const rare = (contestant: string, large: number, small: number): QualityRun => ({
      ...{ measure: 'rare', contestant, threads: 2, round: 0, tokensPerSecond: 1, tokens: 1 },
      ...{ trainSeconds: 1, vocabulary: 10, wasStopped: false, wallSeconds: 1 },
      peakMemoryBytes: undefined,
      scores: {
        large: { points: large, coverage: 1, details: { pairs: 900 } },
        small: { points: small, coverage: 1, details: { pairs: 100 } },
      },
    });
    const rows = rowsById([rare('tovec', 30, 60), rare('fastText', 31, 51)]);
    expect(rows['fasttext/rare']).toMatchObject({ tovec: { value: 33 }, peer: { value: 33 } });
    expect(rows['fasttext/rare']?.met).toBe(true);
  });

  it('takes accuracy as lower only where that is beyond noise', () => {
    const theirs = [60, 62, 58, 60].map((accuracy, round) =>
      supervised('fastText', round, accuracy),
    );
    const ours = (differences: readonly number[]) =>
      rowsById([
        ...theirs,
        ...differences.map((more, round) =>
          supervised('tovec', round, (theirs[round]?.accuracy ?? 0) + more),
        ),
      ])['fasttext/supervised/sick/accuracy'];
    expect(ours([-1, 1, -0.5, 0])).toMatchObject({ met: true, ratio: { value: -0.125 } });
    expect(ours([-1, -1.1, -0.9, -1])).toMatchObject({ met: false });
  });

  it('holds loading against reading bytes, and memory against one copy', () => {
    const rows = rowsById([load('tovec', 0.5), load('Node', 0.4), load('fastText', 2)]);
    expect(rows['fasttext/load']?.result?.value).toBe(0.8);
    expect(rows['fasttext/load/fastText']?.result?.value).toBe(4);
    expect(rows['fasttext/load/memory']).toMatchObject({ result: { value: 100 }, met: true });
  });
});
