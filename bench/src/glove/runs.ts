import { join } from 'node:path';
import type { EvaluateOutput } from '../children/evaluate.js';
import type { CooccurrenceOutcome, GloveContestant, GloveOutcome } from '../contestants/glove.js';
import type { RunRecord } from '../report/result-file.js';
import type { Session } from '../session.js';
import { inTurn } from '../statistics.js';
import type { Judgement } from '../training/evaluate.js';
import { title } from '../training/runs.js';
import { counting, quality, speed } from './settings.js';

interface Common extends RunRecord {
  readonly threads: number;
}

/** A text counted, and its co-occurrences shuffled. */
export interface CooccurrenceRun extends Common, Omit<CooccurrenceOutcome, 'table'> {
  readonly measure: 'count';
}

/** A training of a few epochs. */
export interface GloveSpeedRun extends Common, GloveOutcome {
  readonly measure: 'train';
}

/** A whole training, and what its vectors are worth. */
interface GloveQualityRun extends Common, GloveOutcome {
  readonly measure: 'quality';
  readonly scores: EvaluateOutput;
}

type GloveRun = CooccurrenceRun | GloveSpeedRun | GloveQualityRun;

/** What all measures share. */
export interface GloveSetting {
  readonly session: Pick<Session<GloveRun>, 'run' | 'signal'>;
  /** tovec first. */
  readonly contestants: readonly GloveContestant[];
  readonly corpus: string;
  readonly folder: string;
  readonly limitSeconds: number;
}

/** The table of each contestant, by its name. */
export type Tables = Map<string, string>;

/** Counts and shuffles with everybody, one thread each. */
export async function measureCounting(
  { session, contestants, corpus, folder }: GloveSetting,
  rounds: number,
): Promise<Tables> {
  const tables: Tables = new Map();
  const { threads } = counting;
  for (let round = 0; round < rounds; round++) {
    for (const contestant of inTurn(contestants, round)) {
      const { name } = contestant;
      await session.run(title('count', name, threads, round), async () => {
        const output = join(folder, name);
        const task = { ...counting, corpus, output, signal: session.signal };
        const { table, ...outcome } = await contestant.count(task);
        tables.set(name, table);
        return { measure: 'count' as const, contestant: name, threads, round, ...outcome };
      });
    }
  }
  return tables;
}

/** Trains a few epochs with everybody, one thread each, and tovec with two as well. */
export async function measureTraining(
  { session, contestants, folder, limitSeconds }: GloveSetting,
  tables: Tables,
  rounds: number,
): Promise<void> {
  const entries = contestants.flatMap((contestant, index) =>
    (index === 0 ? [1, 2] : [1]).map((threads) => ({ contestant, threads })),
  );
  for (let round = 0; round < rounds; round++) {
    for (const { contestant, threads } of inTurn(entries, round)) {
      const { name } = contestant;
      const table = tables.get(name);
      if (table === undefined) continue;
      await session.run(title('train', name, threads, round), async () => {
        const { model: _, ...outcome } = await contestant.train({
          ...{ ...speed, table, threads, seed: round + 1, limitSeconds },
          ...{ output: join(folder, `train-${name}`), signal: session.signal },
        });
        return { measure: 'train' as const, contestant: name, threads, round, ...outcome };
      });
    }
  }
}

/**
 * Trains to the end and evaluates: a peer once, since that takes minutes, tovec once for each seed.
 */
export async function measureQuality(
  { session, contestants, folder }: GloveSetting,
  tables: Tables,
  rounds: number,
  { evaluate }: Judgement,
): Promise<void> {
  const { settings, threads } = quality;
  for (const [index, contestant] of contestants.entries()) {
    const { name } = contestant;
    const table = tables.get(name);
    if (table === undefined) continue;
    for (let round = 0; round < (index === 0 ? rounds : 1); round++) {
      await session.run(title('quality', name, threads, round), async () => {
        const { model, ...outcome } = await contestant.train({
          ...{ ...settings, table, threads, seed: round + 1 },
          ...{ output: join(folder, `quality-${name}`), signal: session.signal },
          limitSeconds: Number.POSITIVE_INFINITY,
        });
        const scores = await evaluate(model, session.signal);
        const common = { measure: 'quality', contestant: name, threads, round } as const;
        return { ...common, scores, ...outcome };
      });
    }
  }
}
