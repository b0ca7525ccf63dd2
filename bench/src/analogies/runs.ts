import { join } from 'node:path';
import type { AnalogiesInput, AnalogiesOutput } from '../children/analogies.js';
import type { MakeWordsInput, MakeWordsOutput } from '../children/make-words.js';
import { type Python, runDriver } from '../contestants/python.js';
import { runChild } from '../contestants/tovec.js';
import type { RunRecord } from '../report/result-file.js';
import { type Session, say } from '../session.js';

/** All questions answered once. */
export interface AnalogiesRun extends RunRecord, AnalogiesOutput {
  /** The name `--only` takes. */
  readonly measure: string;
}

/** Tables and methods, by the names `--only` takes. */
export const measures = {
  'add-100': { dimensions: 100, method: '3CosAdd' },
  'add-300': { dimensions: 300, method: '3CosAdd' },
  'mul-100': { dimensions: 100, method: '3CosMul' },
  'mul-300': { dimensions: 300, method: '3CosMul' },
} as const;

export type Measure = keyof typeof measures;

export interface AnalogiesSetting {
  readonly session: Session<AnalogiesRun>;
  readonly questions: string;
  readonly rows: number;
  readonly folder: string;
  /** A Python that has gensim, if there is one. */
  readonly python: Python | undefined;
}

/** Asks all questions with tovec, and once with gensim, which takes minutes. */
export async function measureAnalogies(
  { session, questions, rows, folder, python }: AnalogiesSetting,
  measure: Measure,
  rounds: number,
): Promise<void> {
  const { dimensions, method } = measures[measure];
  const { signal } = session;
  const path = join(folder, `words-${dimensions}.bin`);
  say(`making ${rows} × ${dimensions} numbers …`);
  const table = { questions, path, rows, dimensions };
  await runChild<MakeWordsInput, MakeWordsOutput>('make-words', table, signal);
  const input: AnalogiesInput = { path, questions, restrict: rows, method };
  const ask = {
    tovec: () => runChild<AnalogiesInput, AnalogiesOutput>('analogies', input, signal),
    gensim: () => runDriver<AnalogiesOutput>(python!, 'gensim_analogies.py', input, signal),
  };
  for (let round = 0; round < rounds; round++) {
    for (const contestant of ['tovec', 'gensim'] as const) {
      if (contestant === 'gensim' && (!python || round > 0)) continue;
      await session.run(`${measure}, ${contestant}, run ${round + 1}`, async () => {
        const { answer, result } = await ask[contestant]();
        return { measure, contestant, round, ...answer, otherCores: result.otherCores };
      });
    }
  }
}
