import { join } from 'node:path';
import type { EvaluateOutput } from '../children/evaluate.js';
import type {
  Contestant,
  CountingOutcome,
  TrainingOutcome,
  TrainingTask,
} from '../contestants/contestant.js';
import type { RunRecord } from '../report/result-file.js';
import type { Session } from '../session.js';
import { inTurn } from '../statistics.js';
import type { Judgement } from './evaluate.js';
import type { QualityPlan, SpeedPlan } from './plan.js';

interface Common extends RunRecord {
  readonly threads: number;
}

/** A training whose speed counts. */
export interface SpeedRun extends Common, TrainingOutcome {
  readonly tokensPerSecond: number;
}

/** A reading and counting of the corpus. */
export interface CountRun extends Common, CountingOutcome {
  readonly measure: 'count';
}

/** A whole training, and what its vectors are worth. */
export interface QualityRun extends Common, TrainingOutcome {
  readonly tokensPerSecond: number;
  readonly scores: EvaluateOutput;
}

export type TrainingRun = SpeedRun | CountRun | QualityRun;

/** What all measures of one benchmark share. */
export interface Setting {
  readonly session: Pick<Session<TrainingRun>, 'run' | 'signal'>;
  /** tovec first. */
  readonly contestants: readonly Contestant[];
  readonly corpus: string;
  /** For the models that are trained. */
  readonly folder: string;
  readonly limitSeconds: number;
}

/** Trains with everybody, one thread each, and tovec with two as well. */
export async function measureSpeed(
  { session, contestants, corpus, folder, limitSeconds }: Setting,
  { measure, settings, peers, twoWorkers }: SpeedPlan,
  rounds: number,
): Promise<void> {
  const takesPart = ({ name, architectures }: Contestant, index: number) =>
    architectures.includes(settings.architecture) &&
    (index === 0 || peers === undefined || peers.includes(name));
  const entries = contestants
    .filter(takesPart)
    .map((contestant) => ({ contestant, threads: 1 }))
    .flatMap((entry, index) =>
      index === 0 && twoWorkers ? [entry, { ...entry, threads: 2 }] : [entry],
    );
  const slow = new Set<Contestant>();
  for (let round = 0; round < rounds; round++) {
    for (const { contestant, threads } of inTurn(entries, round)) {
      if (slow.has(contestant)) continue;
      const { name } = contestant;
      const run = await session.run(title(measure, name, threads, round), async () => {
        const task: TrainingTask = {
          ...settings,
          ...{ corpus, threads, seed: round + 1, limitSeconds, signal: session.signal },
          output: join(folder, `${measure}-${name}`),
        };
        const { model: _, ...outcome } = await contestant.train(task);
        const tokensPerSecond = outcome.tokens / outcome.trainSeconds;
        return { measure, contestant: name, threads, round, tokensPerSecond, ...outcome };
      });
      // Not all can be stopped. What takes so long is steady, too.
      if (run && run.wallSeconds > 2 * limitSeconds) slow.add(contestant);
    }
  }
}

/** Counts the words with everybody who can do that alone, and with tovec's one and two workers. */
export async function measureCounting(
  { session, contestants, corpus }: Setting,
  rounds: number,
): Promise<void> {
  const entries = contestants.flatMap((contestant, index) => {
    if (!contestant.count) return [];
    const threads = index === 0 ? [1, 2] : [1];
    return threads.map((count) => ({ contestant, threads: count }));
  });
  for (let round = 0; round < rounds; round++) {
    for (const { contestant, threads } of inTurn(entries, round)) {
      const { name } = contestant;
      await session.run(title('count', name, threads, round), async () => {
        const outcome = await contestant.count!(corpus, threads, session.signal);
        return { measure: 'count', contestant: name, threads, round, ...outcome };
      });
    }
  }
}

/**
 * Trains to the end and evaluates: tovec once for each seed, a peer once where the plan does not say
 * otherwise, since that takes minutes.
 */
export async function measureQuality(
  { session, contestants, corpus, folder }: Setting,
  { measure, settings, threads, peers, repeatsPeers }: QualityPlan,
  rounds: number,
  { compose, evaluate }: Judgement,
): Promise<void> {
  for (const [index, contestant] of contestants.entries()) {
    const { name } = contestant;
    if (index > 0 && !peers.includes(name)) continue;
    const times = index === 0 || repeatsPeers ? rounds : 1;
    for (let round = 0; round < times; round++) {
      await session.run(title(measure, name, threads, round), async () => {
        const { model, ...outcome } = await contestant.train({
          ...settings,
          ...{ corpus, threads, seed: round + 1, compose, signal: session.signal },
          limitSeconds: Number.POSITIVE_INFINITY,
          output: join(folder, `${measure}-${name}`),
        });
        const scores = await evaluate(model, session.signal);
        const tokensPerSecond = outcome.tokens / outcome.trainSeconds;
        const common = { measure, contestant: name, threads, round };
        return { ...common, tokensPerSecond, scores, ...outcome };
      });
    }
  }
}

/** What a run is called while it goes. */
export function title(measure: string, name: string, threads: number, round: number): string {
  const many = threads === 1 ? '' : `, ${threads} threads`;
  return `${measure}, ${name}${many}, run ${round + 1}`;
}
