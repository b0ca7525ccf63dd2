import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Python } from '../contestants/python.js';
import type { RunRecord } from '../report/result-file.js';
import type { Session } from '../session.js';
import { inTurn } from '../statistics.js';
import { title } from '../training/runs.js';
import type { DocumentSet } from './documents.js';
import { type Doc2VecOutcome, type Doc2VecProgram, probe } from './programs.js';
import { architectures, type Doc2VecSettings, quality, type SetName, speed } from './settings.js';

/** A training whose speed counts. */
export interface Doc2VecSpeedRun extends RunRecord, Doc2VecOutcome {
  readonly measure: 'speed';
}

/** A training, and what its inferred vectors are worth. */
export interface Doc2VecQualityRun extends RunRecord, Doc2VecOutcome {
  readonly measure: 'quality';
  /** Correlation or accuracy, from 0 to 100. */
  readonly points: number;
}

export type Doc2VecRun = Doc2VecSpeedRun | Doc2VecQualityRun;

/** What all measures share. */
export interface Doc2VecSetting {
  readonly session: Pick<Session<Doc2VecRun>, 'run' | 'signal'>;
  /** tovec first. */
  readonly programs: readonly Doc2VecProgram[];
  readonly folder: string;
}

const optionsOf = (settings: Doc2VecSettings, seed: number) => ({ ...settings, workers: 1, seed });

/** Trains with both, one thread each, and tovec with two as well. */
export async function measureSpeed(
  { session, programs }: Doc2VecSetting,
  documents: string,
  rounds: number,
): Promise<void> {
  const entries = programs.flatMap((program, index) =>
    (index === 0 ? [1, 2] : [1]).map((threads) => ({ program, threads })),
  );
  for (const what of architectures) {
    const { settings } = speed[what];
    for (let round = 0; round < rounds; round++) {
      for (const { program, threads } of inTurn(entries, round)) {
        const { name } = program;
        await session.run(title(what, name, threads, round), async () => {
          const options = { ...optionsOf(settings, round + 1), workers: threads };
          const outcome = await program.train({ documents, options }, session.signal);
          return { measure: 'speed', what, contestant: name, threads, round, ...outcome } as const;
        });
      }
    }
  }
}

/** Trains both with as many seeds as there are rounds, and judges what they infer. */
export async function measureQuality(
  { session, programs, folder }: Doc2VecSetting,
  name: SetName,
  { train: documents, infer, ratings, classes }: DocumentSet,
  python: Python | string,
  rounds: number,
): Promise<void> {
  const vectors = join(folder, 'vectors.f32');
  for (const architecture of architectures) {
    const what = `${name}/${architecture}`;
    const settings = { ...quality[name], architecture };
    for (let round = 0; round < rounds; round++) {
      for (const program of programs) {
        await session.run(title(what, program.name, 1, round), async () => {
          const { signal } = session;
          const options = optionsOf(settings, round + 1);
          const outcome = await program.train({ documents, infer, vectors, options }, signal);
          const points =
            ratings !== undefined
              ? 100 * agreement(floatsOf(vectors), ratings)
              : 100 *
                (await probe(python as Python, { vectors, classes: classes!, seed: 1 }, signal));
          const common = { measure: 'quality', what, contestant: program.name, round } as const;
          return { ...common, threads: 1, points, ...outcome };
        });
      }
    }
  }
}

function floatsOf(path: string): Float32Array {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** Pearson's correlation of the cosines of all pairs with what people say of them. */
export function agreement(vectors: Float32Array, ratings: readonly (readonly number[])[]): number {
  const count = ratings.length;
  const dimensions = vectors.length / count;
  const rows = ratings.map((_, row) => vectors.subarray(row * dimensions, (row + 1) * dimensions));
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, d) => sum + x * b[d]!, 0);
  const pairs = rows.flatMap((a, i) =>
    rows.slice(0, i).map((b, j) => ({
      cosine: dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)),
      // Only one half of the table is filled in.
      rating: Math.max(ratings[i]![j] ?? 0, ratings[j]![i] ?? 0),
    })),
  );
  const mean = (of: 'cosine' | 'rating') =>
    pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [cosine, rating] = [mean('cosine'), mean('rating')];
  const sum = (of: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((total, pair) => total + of(pair), 0);
  const covariance = sum((pair) => (pair.cosine - cosine) * (pair.rating - rating));
  const spread =
    sum((pair) => (pair.cosine - cosine) ** 2) * sum((pair) => (pair.rating - rating) ** 2);
  return covariance / Math.sqrt(spread);
}
