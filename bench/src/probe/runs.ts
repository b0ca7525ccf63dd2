import { join } from 'node:path';
import type { MakePointsInput, MakePointsOutput } from '../children/make-points.js';
import type { ProbeInput, ProbeOutput } from '../children/probe.js';
import { type Python, runDriver } from '../contestants/python.js';
import { runChild } from '../contestants/tovec.js';
import type { RunRecord } from '../report/result-file.js';
import { type Session, say } from '../session.js';
import { inTurn } from '../statistics.js';

/** A probe trained, or points clustered, by one process. */
export interface ProbeRun extends RunRecord, ProbeOutput {
  /** The name `--only` takes. */
  readonly measure: string;
}

const ten = { rows: 10_000, dimensions: 384, classes: 10, spread: 0.15, several: false };

/** Tasks, by the names `--only` takes. */
export const measures = {
  logistic: { ...ten, kind: 'logistic', starts: 1 },
  'one-vs-rest': {
    ...{ rows: 10_312, dimensions: 128, classes: 39, spread: 0.3, several: true },
    kind: 'one-vs-rest',
    starts: 1,
  },
  'k-means': { ...ten, kind: 'k-means', starts: 1 },
} as const;

export type Measure = keyof typeof measures;

/** What all probes share. */
export const settings = { c: 1, tolerance: 1e-4 };

export interface ProbeSetting {
  readonly session: Session<ProbeRun>;
  readonly folder: string;
  /** A Python that has scikit-learn, if there is one. */
  readonly python: Python | undefined;
}

/** Does one task with tovec and with scikit-learn, in turn. */
export async function measureProbe(
  { session, folder, python }: ProbeSetting,
  measure: Measure,
  rounds: number,
): Promise<void> {
  const { signal } = session;
  const { rows, dimensions, classes, spread, several, kind, starts } = measures[measure];
  const path = join(folder, measure);
  say(`making ${rows} × ${dimensions} numbers …`);
  const points = { path, rows, dimensions, classes, spread, several };
  await runChild<MakePointsInput, MakePointsOutput>('make-points', points, signal);
  const input: ProbeInput = { path, dimensions, classes, kind, starts, ...settings };
  const ask = {
    tovec: () => runChild<ProbeInput, ProbeOutput>('probe', input, signal),
    'scikit-learn': () => runDriver<ProbeOutput>(python!, 'sklearn_probe.py', input, signal),
  };
  const names = python ? (['tovec', 'scikit-learn'] as const) : (['tovec'] as const);
  for (let round = 0; round < rounds; round++) {
    for (const contestant of inTurn(names, round)) {
      await session.run(`${measure}, ${contestant}, run ${round + 1}`, async () => {
        const { answer, result } = await ask[contestant]();
        return { measure, contestant, round, ...answer, otherCores: result.otherCores };
      });
    }
  }
}
