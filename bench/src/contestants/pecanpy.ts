import { requireSuccess, runProcess } from '../processes/run-process.js';
import type { Absent } from './contestant.js';
import type { Node2VecContestant, Node2VecOutcome, Node2VecTask } from './node2vec.js';
import { describeProgram, findProgram } from './provenance.js';

/** PecanPy's command, which walks in numba and trains with gensim. */
export async function findPecanPy(signal: AbortSignal): Promise<Node2VecContestant | Absent> {
  const name = 'PecanPy';
  const program = findProgram('PECANPY', 'pecanpy');
  if (typeof program === 'string') return { name, absent: program };
  // Its command tells no version; the interpreter on its first line has it.
  const python = program.path.replace(/[^/]+$/, 'python');
  const code =
    'import json, importlib.metadata as m; ' +
    'print(json.dumps({name: m.version(name) for name in ("pecanpy", "gensim", "numba", "numpy")}))';
  const { stdout, code: status } = await runProcess({
    ...{ command: python, args: ['-c', code], signal },
  });
  const versions = status === 0 ? (JSON.parse(stdout) as Record<string, string>) : {};
  const { foundBy } = await describeProgram(program);
  return { name, version: { foundBy, ...versions }, train: (task) => train(program.path, task) };
}

async function train(command: string, task: Node2VecTask): Promise<Node2VecOutcome> {
  const model = `${task.output}.emb`;
  const result = await runProcess({
    command,
    args: [
      ...['--input', task.edges, '--delimiter', ' ', '--output', model, '--mode', 'SparseOTF'],
      ...['--dimensions', task.dimensions, '--walk-length', task.walkLength],
      ...['--num-walks', task.walksPerNode, '--window-size', task.window],
      ...['--epochs', task.epochs, '--p', task.p, '--q', task.q],
      ...['--workers', task.threads, '--random_state', task.seed],
    ].map(String),
    signal: task.signal,
  });
  requireSuccess('pecanpy', result);
  const { wallSeconds, peakMemoryBytes, otherCores } = result;
  return {
    model,
    walkSeconds: secondsOf(result.output, 'generate walks'),
    trainSeconds: secondsOf(result.output, 'train embeddings'),
    ...{ wallSeconds, peakMemoryBytes, otherCores },
  };
}

/** What PecanPy says about one of its steps: `Took 00:01:02.50 to train embeddings`. */
export function secondsOf(output: string, step: string): number {
  const found = new RegExp(`Took (\\d+):(\\d+):([\\d.]+) to ${step}`).exec(output);
  if (!found) throw new Error(`pecanpy did not say how long it took to ${step}`);
  const [hours, minutes, seconds] = found.slice(1).map(Number);
  return hours! * 3600 + minutes! * 60 + seconds!;
}
