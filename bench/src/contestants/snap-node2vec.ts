import { requireSuccess, runProcess } from '../processes/run-process.js';
import type { Absent } from './contestant.js';
import type { Node2VecContestant, Node2VecOutcome, Node2VecTask } from './node2vec.js';
import { describeProgram, findProgram } from './provenance.js';

/** The C++ program of node2vec's authors, in SNAP. */
export async function findSnapNode2Vec(): Promise<Node2VecContestant | Absent> {
  const name = 'SNAP';
  const program = findProgram('SNAP_NODE2VEC');
  if (typeof program === 'string') return { name, absent: program };
  return {
    name,
    version: await describeProgram(program),
    train: (task) => train(program.path, task),
  };
}

async function train(command: string, task: Node2VecTask): Promise<Node2VecOutcome> {
  const model = `${task.output}.emb`;
  const result = await runProcess({
    command,
    args: [
      ...[`-i:${task.edges}`, `-o:${model}`, `-d:${task.dimensions}`, `-l:${task.walkLength}`],
      ...[`-r:${task.walksPerNode}`, `-k:${task.window}`, `-e:${task.epochs}`],
      ...[`-p:${task.p}`, `-q:${task.q}`],
    ],
    env: { OMP_NUM_THREADS: String(task.threads) },
    signal: task.signal,
  });
  requireSuccess('node2vec', result);
  const { wallSeconds, peakMemoryBytes, otherCores } = result;
  return { model, wallSeconds, peakMemoryBytes, otherCores };
}
