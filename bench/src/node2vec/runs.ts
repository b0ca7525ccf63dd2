import { join } from 'node:path';
import type { JudgeNodesInput, JudgeNodesOutput } from '../children/judge-nodes.js';
import type { ScaleNode2VecInput, ScaleNode2VecOutput } from '../children/scale-node2vec.js';
import type { Node2VecContestant, Node2VecOutcome } from '../contestants/node2vec.js';
import { runChild } from '../contestants/tovec.js';
import type { RunRecord } from '../report/result-file.js';
import type { Session } from '../session.js';
import { title } from '../training/runs.js';
import type { Graphs } from './graphs.js';
import { judging, scale, threads, training } from './settings.js';

/** BlogCatalog learnt once, and what its vectors are worth. */
export interface TrainRun extends RunRecord, Omit<Node2VecOutcome, 'model'> {
  readonly measure: 'train';
  readonly scores: JudgeNodesOutput;
}

/** The same on one thread, of which walking is what is looked at. */
export interface WalkRun extends RunRecord, Omit<Node2VecOutcome, 'model'> {
  readonly measure: 'walk';
}

/** Cora learnt, whole or without the edges held out. */
export interface QualityRun extends RunRecord {
  readonly measure: 'quality';
  readonly what: 'cora' | 'links';
  readonly scores: JudgeNodesOutput;
}

/** A random graph of so many nodes. */
export interface ScaleRun extends RunRecord, ScaleNode2VecOutput {
  readonly measure: 'scale';
  readonly nodes: number;
}

export type Node2VecRun = TrainRun | WalkRun | QualityRun | ScaleRun;

/** What all measures share. */
export interface Node2VecSetting {
  readonly session: Pick<Session<Node2VecRun>, 'run' | 'signal'>;
  /** tovec first. */
  readonly contestants: readonly Node2VecContestant[];
  readonly graphs: Graphs;
  readonly folder: string;
}

/** Learns BlogCatalog with everybody: tovec in every round, a peer, which takes minutes, once. */
export async function measureTraining(setting: Node2VecSetting, rounds: number): Promise<void> {
  const { session, contestants, graphs, folder } = setting;
  const { edges, labels } = graphs.blogCatalog;
  for (let round = 0; round < rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      if (index > 0 && round > 0) continue;
      const { name } = contestant;
      await session.run(title('train', name, threads, round), async () => {
        const { model, ...outcome } = await contestant.train({
          ...{ ...training, edges, threads, seed: round + 1, signal: session.signal },
          output: join(folder, `train-${name}-${round}`),
        });
        const { trainFraction, splits } = judging;
        const scores = await judge({ model, labels, trainFraction, splits }, session.signal);
        return { measure: 'train', contestant: name, threads, round, ...outcome, scores };
      });
    }
  }
}

/** Learns BlogCatalog on one thread: how fast that walks. */
export async function measureWalks(
  { session, contestants, graphs, folder }: Node2VecSetting,
  rounds: number,
): Promise<void> {
  const contestant = contestants[0]!;
  const { name } = contestant;
  for (let round = 0; round < rounds; round++) {
    await session.run(title('walk', name, 1, round), async () => {
      const { model: _, ...outcome } = await contestant.train({
        ...{ ...training, edges: graphs.blogCatalog.edges, threads: 1, seed: round + 1 },
        ...{ output: join(folder, 'walk'), signal: session.signal },
      });
      return { measure: 'walk', contestant: name, threads: 1, round, ...outcome };
    });
  }
}

/** Learns Cora with everybody: classes of its papers, and citations held out. */
export async function measureQuality(
  { session, contestants, graphs, folder }: Node2VecSetting,
  rounds: number,
): Promise<void> {
  const { trainFraction, splits, cora } = judging;
  const parts = [
    { what: 'cora', edges: graphs.cora.edges },
    { what: 'links', edges: graphs.heldOut.edges },
  ] as const;
  for (const { what, edges } of parts) {
    for (let round = 0; round < rounds; round++) {
      for (const contestant of contestants) {
        const { name } = contestant;
        await session.run(title(`quality of ${what}`, name, threads, round), async () => {
          const { model, otherCores } = await contestant.train({
            ...{ ...cora, edges, threads, seed: round + 1, signal: session.signal },
            output: join(folder, `${what}-${name}`),
          });
          const scores = await judge(
            what === 'cora'
              ? { model, labels: graphs.cora.labels, trainFraction, splits }
              : { model, split: graphs.heldOut.split },
            session.signal,
          );
          return { measure: 'quality', what, contestant: name, threads, round, scores, otherCores };
        });
      }
    }
  }
}

/** Learns random graphs, each ten times as large as the one before. */
export async function measureScale({ session, folder }: Node2VecSetting): Promise<void> {
  for (const nodes of scale.nodes) {
    const file = join(folder, `random-${nodes}.txt`);
    const input: ScaleNode2VecInput = {
      ...{ nodes, edgesPerNode: scale.edgesPerNode, file, onlyWrite: true },
      options: { ...scale.options, workers: threads },
    };
    const run = (onlyWrite: boolean) =>
      runChild<ScaleNode2VecInput, ScaleNode2VecOutput>(
        'scale-node2vec',
        { ...input, onlyWrite },
        session.signal,
      );
    await run(true);
    await session.run(`${nodes} nodes`, async () => {
      const { answer, result } = await run(false);
      const common = { measure: 'scale', contestant: 'tovec', threads, round: 0, nodes } as const;
      return { ...common, ...answer, otherCores: result.otherCores };
    });
  }
}

async function judge(input: JudgeNodesInput, signal: AbortSignal): Promise<JudgeNodesOutput> {
  return (await runChild<JudgeNodesInput, JudgeNodesOutput>('judge-nodes', input, signal)).answer;
}
