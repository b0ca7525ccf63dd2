import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cutDocuments } from './documents.js';
import { agreement, type Doc2VecQualityRun, type Doc2VecSpeedRun } from './runs.js';
import { summarizeDoc2Vec } from './summarize.js';

const outcome = {
  ...{ trainSeconds: 1, vocabulary: 10, countSeconds: 1, wallSeconds: 2 },
  peakMemoryBytes: 1e8,
};

const speed = (contestant: string, tokensPerSecond: number, threads = 1): Doc2VecSpeedRun => ({
  ...{ measure: 'speed', what: 'dbow', contestant, threads, round: 0, tokensPerSecond, ...outcome },
});

const quality = (contestant: string, round: number, points: number): Doc2VecQualityRun => ({
  ...{ measure: 'quality', what: 'lee/dm', contestant, round, points, tokensPerSecond: 1 },
  ...{ ...outcome, inferSeconds: contestant === 'tovec' ? 1 : 3 },
});

const rowsById = (runs: Parameters<typeof summarizeDoc2Vec>[0]) =>
  Object.fromEntries(summarizeDoc2Vec(runs).map((row) => [row.id, row]));

describe('summarizeDoc2Vec', () => {
  it('compares rates, and two workers with one', () => {
    const rows = rowsById([speed('tovec', 4e6), speed('tovec', 7e6, 2), speed('gensim', 1e6)]);
    expect(rows['doc2vec/dbow']?.result?.value).toBe(4);
    expect(rows['doc2vec/dbow/two-workers']?.result?.value).toBe(1.75);
  });

  it('holds the upper end of the interval of the difference against the target', () => {
    const runs = [1, 2, 3].flatMap((round) => [
      quality('tovec', round, 40 + round),
      quality('gensim', round, 39 + 2 * round),
    ]);
    const rows = rowsById(runs);
    expect(rows['doc2vec/lee/dm']?.ratio?.value).toBeCloseTo(-1, 9);
    expect(rows['doc2vec/lee/dm']?.result?.value).toBeCloseTo(-1 + 4.303 / Math.sqrt(3), 3);
    expect(rows['doc2vec/lee/dm/infer']?.result?.value).toBe(3);
  });

  it('shows tovec alone where gensim is not there', () => {
    const rows = Object.values(rowsById([speed('tovec', 4e6), quality('tovec', 0, 4)]));
    expect(rows.every(({ peer }) => peer === undefined)).toBe(true);
  });
});

describe('documents of a benchmark', () => {
  it('are lines of so many words', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [text, lines] = [join(folder, 'text'), join(folder, 'lines')];
    writeFileSync(text, 'a b c\nd  e f g');
    await cutDocuments(text, lines, 3);
    expect(readFileSync(lines, 'utf8')).toBe('a b c\nd e f\ng\n');
  });

  it('agree with people as far as their cosines do', () => {
    const vectors = Float32Array.of(1, 0, 1, 1, 0, 1);
    const same = [[1], [Math.SQRT1_2, 1], [0, Math.SQRT1_2, 1]];
    expect(agreement(vectors, same)).toBeCloseTo(1, 6);
    const opposite = same.map((row) => row.map((rating) => 1 - rating));
    expect(agreement(vectors, opposite)).toBeCloseTo(-1, 6);
  });
});
