import { requireSuccess, runProcess } from '../processes/run-process.js';
import type { ClassifierContestant, ClassifierOutcome, ClassifierTask } from './classifier.js';
import { parseFastText } from './fasttext.js';
import type { Program } from './provenance.js';

/** `fasttext supervised` and `fasttext test`. */
export function fastTextClassifier(program: Program): ClassifierContestant {
  return { name: 'fastText', classify: (task) => classify(program, task) };
}

async function classify(
  { path }: Program,
  { signal, output, ...task }: ClassifierTask,
): Promise<ClassifierOutcome> {
  const trained = await runProcess({
    command: path,
    args: [
      ...['supervised', '-input', task.train, '-output', output, '-loss', 'softmax'],
      ...['-dim', task.dimensions, '-epoch', task.epochs, '-lr', task.learningRate],
      ...['-wordNgrams', task.wordNgrams, '-bucket', task.bucket, '-thread', task.threads],
    ].map(String),
    signal,
  });
  requireSuccess('fastText', trained);
  const { wordsPerSecond } = parseFastText(trained.output);
  const args = ['test', `${output}.bin`, task.test];
  const tested = await runProcess({ command: path, args, signal });
  requireSuccess('fastText', tested);
  const { wallSeconds, peakMemoryBytes, otherCores } = trained;
  return {
    ...parseTest(tested.stdout),
    // Its own clock runs while it trains, and leaves out reading and saving.
    trainSeconds: (task.tokens * task.epochs) / (wordsPerSecond * task.threads),
    ...{ wallSeconds, peakMemoryBytes, otherCores },
  };
}

/** What `fasttext test` prints: how many lines it tested, and precision at one. */
export function parseTest(stdout: string): { examples: number; accuracy: number } {
  const [, examples, precision] = /^N\s+(\d+)\s+P@1\s+([\d.]+)/m.exec(stdout) ?? [];
  if (precision === undefined) throw new Error('fastText printed no P@1');
  return { examples: Number(examples), accuracy: 100 * Number(precision) };
}
