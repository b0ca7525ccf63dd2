import type { Absent, Contestant } from './contestant.js';
import { describeProgram, findProgram } from './provenance.js';
import { trainLikeWord2vecC } from './word2vec-c.js';

/** Intel's pWord2Vec: skip-gram as small matrix products on a BLAS, the fastest on CPUs we know. */
export async function findPWord2Vec(): Promise<Contestant | Absent> {
  const name = 'pWord2Vec';
  const program = findProgram('PWORD2VEC');
  if (typeof program === 'string') return { name, absent: program };
  // One BLAS thread for each of its own, as it means to.
  const env = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  return {
    name,
    version: await describeProgram(program),
    architectures: ['skip-gram'],
    train(task) {
      // Its own default, all contexts of the widest window at once.
      const batch = ['-batch-size', 2 * task.window + 1];
      return trainLikeWord2vecC(name, program, task, batch, env);
    },
  };
}
