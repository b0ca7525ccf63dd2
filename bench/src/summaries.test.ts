import { describe, expect, it } from 'vitest';
import type { AnalogiesRun } from './analogies/runs.js';
import { summarizeAnalogies } from './analogies/summarize.js';
import { summarizeHs } from './hs/command.js';
import type { ProbeRun } from './probe/runs.js';
import { summarizeProbe } from './probe/summarize.js';
import type { ImportRun, LoadRun, SearchRun } from './search/runs.js';
import { summarizeSearch } from './search/summarize.js';
import { meanInterval, median } from './statistics.js';
import type { CountRun, QualityRun, SpeedRun } from './training/runs.js';
import { summarizeWord2Vec } from './word2vec/summarize.js';

const speed = (
  contestant: string,
  tokensPerSecond: number,
  more: Partial<SpeedRun> = {},
): SpeedRun => ({
  measure: 'skip-gram',
  contestant,
  threads: 1,
  round: 0,
  tokensPerSecond,
  tokens: tokensPerSecond,
  trainSeconds: 1,
  vocabulary: 50_000,
  wasStopped: false,
  wallSeconds: 1,
  peakMemoryBytes: 100e6,
  ...more,
});

const count = (contestant: string, threads: number, seconds: number): CountRun => ({
  ...{ measure: 'count', contestant, threads, round: 0, seconds, vocabulary: 50_000 },
  ...{ wallSeconds: seconds, peakMemoryBytes: undefined },
});

const quality = (contestant: string, points: number, round = 0): QualityRun => ({
  ...speed(contestant, 1e6, { threads: 2, round, trainSeconds: 10 }),
  measure: 'quality',
  scores: { analogies: { points, coverage: 1 } },
});

function resultsOf(rows: ReturnType<typeof summarizeWord2Vec>) {
  return Object.fromEntries(rows.map(({ id, result }) => [id, result?.value]));
}

describe('summarizeWord2Vec', () => {
  it('compares the medians of rates', () => {
    const runs = [
      ...[speed('tovec', 1), speed('tovec', 30), speed('tovec', 20)],
      ...[speed('gensim', 4), speed('gensim', 6)],
    ];
    expect(resultsOf(summarizeWord2Vec(runs))['skip-gram/gensim']).toBe(4);
  });

  it('compares two workers with one', () => {
    const runs = [speed('tovec', 10), speed('tovec', 19, { threads: 2 })];
    expect(resultsOf(summarizeWord2Vec(runs))['skip-gram/two-workers']).toBeCloseTo(1.9, 12);
  });

  it('takes the two tables of the vocabulary off the memory', () => {
    // 2 tables × 50,000 rows × 100 dimensions × 4 bytes = 40 MB
    const [row] = summarizeWord2Vec([speed('tovec', 10)]).filter(
      ({ id }) => id === 'memory/one-worker',
    );
    expect(row?.result?.value).toBeCloseTo(60, 9);
  });

  it('turns seconds of counting round, so that more is better', () => {
    const runs = [count('tovec', 1, 0.5), count('tovec', 2, 0.25), count('word2vec.c', 1, 1)];
    expect(resultsOf(summarizeWord2Vec(runs))).toEqual({
      'count/one-worker': 2,
      'count/two-workers': 4,
    });
  });

  it('compares points by their difference', () => {
    const runs = [quality('tovec', 36), quality('tovec', 37, 1), quality('word2vec.c', 36.9)];
    expect(resultsOf(summarizeWord2Vec(runs))['quality/analogies']).toBeCloseTo(-0.4, 9);
  });

  it('shows tovec alone where no peer is there, and nothing where tovec is missing', () => {
    const alone = summarizeWord2Vec([
      speed('tovec', 10),
      count('tovec', 1, 0.5),
      quality('tovec', 36),
    ]);
    expect(alone.filter(({ peer }) => peer && peer.name !== 'tables alone')).toEqual([]);
    expect(alone.map(({ id }) => id)).toContain('quality/analogies');
    expect(summarizeWord2Vec([speed('gensim', 10), quality('word2vec.c', 36)])).toEqual([]);
    expect(summarizeWord2Vec([])).toEqual([]);
  });
});

describe('summarizeHs', () => {
  it('has rows of its own, whose targets are its own', () => {
    const runs = [speed('tovec', 12), speed('word2vec.c', 3), quality('tovec', 36)];
    expect(summarizeHs(runs).map(({ id }) => id)).toEqual([
      ...['hs/skip-gram/word2vec.c', 'hs/memory/one-worker', 'hs/memory/word2vec.c'],
      ...['hs/quality/seconds', 'hs/quality/analogies'],
    ]);
    expect(resultsOf(summarizeHs(runs))['hs/skip-gram/word2vec.c']).toBe(4);
  });
});

describe('summarizeSearch', () => {
  const search = (
    contestant: string,
    singleSeconds: number,
    more: Partial<SearchRun> = {},
  ): SearchRun => ({
    ...{ measure: 'search', contestant, round: 0, singleSeconds, blockSeconds: 0.16, queries: 64 },
    ...more,
  });

  it('compares single queries, and holds blocks against an absolute number', () => {
    const runs = [search('tovec', 0.004), search('numpy', 0.008, { blockSeconds: 0.32 })];
    const rows = summarizeSearch(runs);
    expect(resultsOf(rows)).toMatchObject({ 'search/single': 2, 'search/block': 400 });
    expect(rows.find(({ id }) => id === 'search/block')?.ratio?.value).toBe(2);
  });

  it("takes Node's own start off an import", () => {
    const run = (what: string, wallSeconds: number): ImportRun => ({
      ...{ measure: 'import', contestant: 'tovec', round: 0, what, wallSeconds },
    });
    const runs = [run('nothing', 0.05), run('@tovec/word/word2vec', 0.08), run('nothing', 0.05)];
    expect(resultsOf(summarizeSearch(runs))['import/word2vec']).toBeCloseTo(30, 9);
  });

  it('shows how long a model takes to load', () => {
    const load: LoadRun = {
      ...{ measure: 'load', contestant: 'tovec', round: 0, what: 'model' },
      ...{ seconds: 0.2, firstLookUpSeconds: 0.25 },
    };
    expect(resultsOf(summarizeSearch([load]))['load/model']).toBe(0.2);
  });
});

describe('summarizeAnalogies', () => {
  it("holds tovec's own seconds against the target", () => {
    const run = (contestant: string, seconds: number): AnalogiesRun => ({
      ...{ measure: 'add-100', contestant, round: 0, seconds, asked: 19_544, correct: 3 },
    });
    const [row] = summarizeAnalogies([run('tovec', 2), run('gensim', 80)]);
    expect(row).toMatchObject({
      id: 'analogies/add-100',
      result: { value: 2 },
      ratio: { value: 40 },
    });
  });
});

describe('meanInterval', () => {
  it("is Student's, of 95 %", () => {
    // n = 4, so 3 degrees of freedom: 3.182 · √(5/3) / 2
    expect(meanInterval([1, 2, 3, 4])?.mean).toBe(2.5);
    expect(meanInterval([1, 2, 3, 4])?.halfWidth).toBeCloseTo(2.054, 3);
    expect(meanInterval([1])).toBeUndefined();
  });
});

describe('median', () => {
  it('is the middle, or the mean of the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(() => median([])).toThrow('nothing');
  });
});

describe('summarizeProbe', () => {
  it('counts the seconds of tovec, and says what came out', () => {
    const run = (contestant: string, seconds: number, loss: number): ProbeRun => ({
      ...{ measure: 'logistic', contestant, round: 0, seconds, loss, converged: true },
    });
    const rows = summarizeProbe([run('tovec', 0.5, 1.01), run('scikit-learn', 2, 1)]);
    expect(rows.map(({ id, result, ratio }) => [id, result?.value, ratio?.value])).toEqual([
      ['probe/logistic', 0.5, 4],
      ['probe/logistic/loss', undefined, 1.01],
    ]);
    expect(summarizeProbe([run('tovec', 0.5, 1)])[0]?.result?.value).toBe(0.5);
  });
});
