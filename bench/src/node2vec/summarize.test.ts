import { describe, expect, it } from 'vitest';
import { secondsOf } from '../contestants/pecanpy.js';
import type { TrainRun } from './runs.js';
import { summarizeNode2Vec } from './summarize.js';

const train = (contestant: string, wallSeconds: number, microF1: number): TrainRun => ({
  ...{ measure: 'train', contestant, threads: 2, round: 0, wallSeconds, peakMemoryBytes: 100e6 },
  scores: { microF1, macroF1: 0.2, accuracy: 0.1 },
});

describe('the summary of node2vec', () => {
  it('sets tovec beside each peer that ran, and knows their targets', () => {
    const rows = summarizeNode2Vec([train('tovec', 6, 0.39), train('PecanPy', 96, 0.385)]);
    const time = rows.find(({ id }) => id === 'node2vec/train/PecanPy');
    expect(time?.result).toEqual({ value: 16, text: '16.0×' });
    const score = rows.find(({ id }) => id === 'node2vec/train/PecanPy/micro-f1');
    expect(score?.result?.value).toBeCloseTo(0.5);
    expect(rows.some(({ id }) => id.includes('SNAP'))).toBe(false);
  });

  it('has tovec alone where nobody else is there', () => {
    const [row] = summarizeNode2Vec([train('tovec', 6, 0.39)]);
    expect(row).toMatchObject({ tovec: { value: 6 } });
    expect(row?.result).toBeUndefined();
  });
});

it('reads how long PecanPy took', () => {
  expect(secondsOf('Took 00:01:02.50 to train embeddings\n', 'train embeddings')).toBe(62.5);
  expect(() => secondsOf('nothing', 'generate walks')).toThrow('did not say');
});
