import type { TrainDoc2VecInput, TrainDoc2VecOutput } from '../children/train-doc2vec.js';
import type { Absent, Measured } from '../contestants/contestant.js';
import { findPython, type Python, runDriver } from '../contestants/python.js';
import { runChild } from '../contestants/tovec.js';

/** A training, and what it took. */
export interface Doc2VecOutcome extends Measured, Omit<TrainDoc2VecOutput, 'peakMemoryBytes'> {}

/** A program that learns vectors of documents: tovec or gensim. */
export interface Doc2VecProgram {
  readonly name: string;
  readonly version: Readonly<Record<string, unknown>>;
  train(input: TrainDoc2VecInput, signal: AbortSignal): Promise<Doc2VecOutcome>;
}

export function tovecDoc2Vec(version: Readonly<Record<string, unknown>>): Doc2VecProgram {
  return {
    name: 'tovec',
    version,
    async train(input, signal) {
      const { answer, result } = await runChild<TrainDoc2VecInput, TrainDoc2VecOutput>(
        'train-doc2vec',
        input,
        signal,
      );
      return { ...answer, wallSeconds: result.wallSeconds, otherCores: result.otherCores };
    },
  };
}

const driver = 'gensim_doc2vec.py';

/** What the driver prints. */
type Answer = Omit<TrainDoc2VecOutput, 'peakMemoryBytes'>;

/** gensim's Doc2Vec, whose inner loop is C on a BLAS. */
export async function findGensimDoc2Vec(signal: AbortSignal): Promise<Doc2VecProgram | Absent> {
  const name = 'gensim';
  const python = await findPython('gensim', signal);
  if (typeof python === 'string') return { name, absent: python };
  const { answer } = await runDriver<object>(python, driver, { versions: true }, signal);
  return {
    ...{ name, version: { foundBy: python.foundBy, ...answer } },
    async train(input, signal) {
      const { answer, result } = await runDriver<Answer>(python, driver, input, signal);
      const { wallSeconds, peakMemoryBytes, otherCores } = result;
      return { ...answer, wallSeconds, peakMemoryBytes, otherCores };
    },
  };
}

/** What judges vectors by how well their classes can be told apart: scikit-learn. */
export async function findProbe(signal: AbortSignal): Promise<Python | string> {
  return findPython('sklearn', signal);
}

/** Share of right answers, of a linear probe of vectors in a file. */
export async function probe(
  python: Python,
  input: { readonly vectors: string; readonly classes: readonly number[]; readonly seed: number },
  signal: AbortSignal,
): Promise<number> {
  const { answer } = await runDriver<{ accuracy: number }>(python, 'probe.py', input, signal);
  return answer.accuracy;
}
