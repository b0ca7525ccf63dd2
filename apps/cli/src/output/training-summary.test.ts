import { expect, test } from 'vitest';
import { tokenSpeed, trainingSummary, vectorsRow } from './training-summary.js';

const report = {
  seconds: { read: 0, count: 0.25, train: 65, total: 65.3 },
  loss: Array.from({ length: 20 }, (_, epoch) => 1 / (epoch + 1)),
  peakMemoryBytes: 57_100_000,
};

test('a training is told in aligned lines, without phases that took no time or most of many losses', () => {
  const speed = tokenSpeed({ tokensPerSecond: 1_234_567, workers: 1 });
  expect(trainingSummary('m.bin', report, [vectorsRow(1000, 50)], speed).split('\n')).toEqual([
    'model    m.bin',
    'vectors  1,000 × 50',
    'time     1 min 5 s (count 0.25 s, train 1 min 5 s)',
    'speed    1,234,567 tokens/s on 1 worker',
    'loss     1.0000 0.5000 0.3333 … 0.0588 0.0556 0.0526 0.0500',
    'memory   57.1 MB',
  ]);
});
