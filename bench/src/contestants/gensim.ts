import type { Absent, Contestant, TrainedModel, TrainingTask } from './contestant.js';
import { findPython, type Python, runDriver } from './python.js';

const driver = 'gensim_word2vec.py';

/** What the driver prints after training. */
interface Answer {
  readonly tokens: number;
  readonly seconds: number;
  readonly vocabulary: number;
  readonly wasStopped: boolean;
  readonly countSeconds: number;
  readonly cpuSeconds: number;
}

/** gensim's Word2Vec, whose inner loop is C on a BLAS. */
export async function findGensim(signal: AbortSignal): Promise<Contestant | Absent> {
  const name = 'gensim';
  const python = await findPython('gensim', signal);
  if (typeof python === 'string') return { name, absent: python };
  const { answer } = await runDriver<Record<string, unknown>>(
    python,
    driver,
    { versions: true },
    signal,
  );
  return {
    name,
    version: { foundBy: python.foundBy, ...answer },
    architectures: ['skip-gram', 'cbow'],
    train: (task) => train(python, task),
  };
}

async function train(python: Python, { signal, ...task }: TrainingTask): Promise<TrainedModel> {
  const model = `${task.output}.bin`;
  // JSON has no infinity: no limit is null.
  const { answer, result } = await runDriver<Answer>(python, driver, { ...task, model }, signal);
  const { wallSeconds, peakMemoryBytes, otherCores } = result;
  return {
    tokens: answer.tokens,
    trainSeconds: answer.seconds,
    vocabulary: answer.vocabulary,
    wasStopped: answer.wasStopped,
    model,
    ...{ wallSeconds, peakMemoryBytes, otherCores },
    details: { countSeconds: answer.countSeconds, cpuSeconds: answer.cpuSeconds },
  };
}
