import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatMegabytes, formatPoints, formatRate, formatSeconds, formatTimes } from './format.js';
import { type BenchmarkResult, resultPath, writeResult } from './result-file.js';
import { judge, type Row, tableOf } from './rows.js';
import { describeTarget, isMet } from './targets.js';

const row = (id: string, value: number): Row => ({
  id,
  measure: 'skip-gram',
  tovec: { value: 2.4e6, text: '2.40 M' },
  peer: { name: 'word2vec.c', value: 1.5e5, text: '150 k' },
  result: { value, text: `${value}×` },
});

describe('judge', () => {
  it('holds a row against its target', () => {
    expect(judge(row('skip-gram/word2vec.c', 10))).toMatchObject({ target: '≥ 10×', met: true });
    expect(judge(row('skip-gram/word2vec.c', 9.99)).met).toBe(false);
  });

  it('says nothing about a row without a target', () => {
    expect(judge(row('skip-gram/fastText', 0.1)).met).toBeUndefined();
  });

  it('leaves open what was not measured', () => {
    const { result: _, ...unmeasured } = row('quality/analogies', 0);
    expect(judge(unmeasured)).toMatchObject({ target: '≥ −1 points' });
    expect(judge(unmeasured).met).toBeUndefined();
  });
});

describe('targets', () => {
  it('can be a least or a most', () => {
    expect(isMet({ atMost: 150, unit: 'MB' }, 150)).toBe(true);
    expect(isMet({ atMost: 150, unit: 'MB' }, 150.1)).toBe(false);
    expect(isMet({ atLeast: -1, unit: 'points' }, -0.99)).toBe(true);
    expect(isMet({ atLeast: 1, unit: '×' }, Number.NaN)).toBe(false);
    expect(describeTarget({ atMost: 0.3, unit: 's' })).toBe('≤ 0.3 s');
  });
});

describe('tableOf', () => {
  it('aligns its columns and says what was missed', () => {
    const rows = [judge(row('skip-gram/word2vec.c', 16)), judge(row('cbow/word2vec.c', 3))];
    expect(tableOf(rows).split('\n')).toEqual([
      'measure     tovec  peer               ratio  target',
      '─'.repeat(59),
      'skip-gram  2.40 M  word2vec.c  150 k    16×   ≥ 10×  met',
      'skip-gram  2.40 M  word2vec.c  150 k     3×    ≥ 4×  MISSED',
    ]);
  });

  it('does not repeat the number that a target is about', () => {
    const seconds = { value: 0.2, text: '0.20 s' };
    const lines = tableOf([
      judge({ id: 'load/vectors', measure: 'load', tovec: seconds, result: seconds }),
    ]).split('\n');
    expect(lines[2]?.match(/0\.20 s/g)).toHaveLength(1);
    expect(lines[2]).toMatch(/≤ 0\.3 s {2}met$/);
  });
});

describe('formats', () => {
  it('keep three figures or so', () => {
    expect([2_412_000, 143_480, 3095].map((rate) => formatRate(rate, 'tokens/s'))).toEqual([
      '2.41 M tokens/s',
      '143 k tokens/s',
      '3095 tokens/s',
    ]);
    expect([0.0081, 1.231, 307.2].map(formatSeconds)).toEqual(['8.1 ms', '1.23 s', '5 min 7 s']);
    expect([16.8123, 1.857].map(formatTimes)).toEqual(['16.8×', '1.86×']);
    expect([36.614, -4.9].map((points) => formatPoints(points))).toEqual(['36.61', '−4.90']);
    expect(formatPoints(0.32, true)).toBe('+0.32');
    expect(formatMegabytes(153_900_000)).toBe('154 MB');
  });
});

describe('result files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tovec-bench-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are named by date, and never overwrite one another', () => {
    const path = () =>
      resultPath(folder, 'search', '2026-11-23T10:00:00Z').slice(folder.length + 1);
    expect(path()).toBe('2026-11-23-search.json');
    writeFileSync(join(folder, path()), '');
    expect(path()).toBe('2026-11-23-search-2.json');
  });

  it('are whole, and alone in their folder', () => {
    const result = { benchmark: 'search', complete: false } as unknown as BenchmarkResult;
    const path = join(folder, 'results', 'a.json');
    writeResult(path, result);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(result);
    expect(readdirSync(join(folder, 'results'))).toEqual(['a.json']);
  });
});
