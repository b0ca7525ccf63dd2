import type { ProgressEvent } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, count, duration, float32, percent } from './numbers.js';
import { progressLine } from './progress-line.js';
import { table } from './table.js';

describe('numbers', () => {
  test('are written as people read them', () => {
    expect([count(1_234_567.4), percent(0.12345), percent(null)]).toEqual([
      ...['1,234,567', '12.35 %', '–'],
    ]);
    expect([0, 999, 1000, 57_100_000, 4.2e12].map(bytes)).toEqual([
      ...['0 B', '999 B', '1.0 kB', '57.1 MB', '4.2 TB'],
    ]);
    expect([0.004, 3, 59.6, 61, 3725].map(duration)).toEqual([
      ...['0.00 s', '3 s', '1 min 0 s', '1 min 1 s', '1 h 2 min'],
    ]);
  });

  test('in float32 have the fewest digits that are the same number again', () => {
    expect([0.1, -2, 1e-7, 3.4028234663852886e38, 0].map((x) => float32(Math.fround(x)))).toEqual([
      ...['0.1', '-2', '1e-7', '3.4028235e+38', '0'],
    ]);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(float32(value)))).toBe(
          value === 0 ? Number(float32(value)) : value,
        );
      }),
    );
  });
});

test('a table aligns its columns, and shows control characters', () => {
  const rows = [['a', '1.5'], ['naïve', '10'], [], ['t\tb\u001b', '']];
  expect(table(rows, ['left', 'right'])).toBe('a         1.5\nnaïve      10\n\nt\\tb\\x1b');
});

describe('a progress line', () => {
  const event: ProgressEvent = {
    ...{ phase: 'train', done: 1_500_000, total: 6_000_000, unit: 'tokens' },
    ...{ seconds: 1.25, rate: 1_200_000, eta: 3.75, loss: 2.34567, epoch: 2, epochs: 5 },
  };

  test('says how far the work is, how fast, and how long it will take', () => {
    expect(progressLine(event, 200)).toBe(
      'train ██████░░░░░░░░░░░░░░░░░░ 25 % · 1.20M tokens/s · 4 s left · epoch 2/5 · loss 2.346',
    );
  });

  test('has a shorter bar where there is less room', () => {
    expect(progressLine(event, 80)).toBe(
      'train ███░░░░░░░░░ 25 % · 1.20M tokens/s · 4 s left · epoch 2/5 · loss 2.346',
    );
  });

  test('counts where the total is not known', () => {
    const unknown = {
      ...event,
      total: undefined,
      eta: undefined,
      loss: undefined,
      epoch: undefined,
    };
    expect(progressLine(unknown, 200)).toBe('train 1.50M tokens · 1.20M tokens/s');
  });

  test('never breaks into two lines', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 1e13 }),
        (width, done) => {
          const line = progressLine({ ...event, done }, width);
          expect(line.length).toBeLessThan(width);
          expect(line).not.toContain('\n');
        },
      ),
    );
  });
});
