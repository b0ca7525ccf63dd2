import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassifierContestant, ClassifierOutcome } from '../contestants/classifier.js';
import type { RunRecord } from '../report/result-file.js';
import { type Session, say } from '../session.js';
import { inTurn } from '../statistics.js';
import { readLabelledSet, splitLines, tokensOfLines } from './labelled-sets.js';
import { supervised } from './settings.js';

/** A classifier trained on nine tenths of a set and tested on the last. */
export interface SupervisedRun extends RunRecord, ClassifierOutcome {
  readonly measure: 'supervised';
  readonly threads: number;
  /** The `id` of one of the cases. */
  readonly what: string;
}

/** Trains and tests everybody on the same splits. @param sentences the folder of the sets */
export async function measureSupervised(
  session: Pick<Session<SupervisedRun>, 'run' | 'signal'>,
  contestants: readonly ClassifierContestant[],
  sentences: string,
  folder: string,
): Promise<void> {
  const { cases, splits } = supervised;
  const [train, test] = [join(folder, 'train.txt'), join(folder, 'test.txt')];
  for (const { id, set, settings } of cases) {
    const lines = readLabelledSet(set, sentences);
    if (!lines) {
      say(`supervised: there is no ${set} in ${sentences}`);
      continue;
    }
    for (let round = 0; round < splits; round++) {
      const seed = round + 1;
      const split = splitLines(lines, seed);
      writeFileSync(train, `${split.train.join('\n')}\n`);
      writeFileSync(test, `${split.test.join('\n')}\n`);
      const tokens = tokensOfLines(split.train);
      for (const { name, classify } of inTurn(contestants, round)) {
        await session.run(`supervised, ${id}, ${name}, split ${seed}`, async () => {
          const output = join(folder, `classifier-${name}`);
          const task = { train, test, tokens, ...settings, seed, output, signal: session.signal };
          const common = { measure: 'supervised', what: id, contestant: name, round } as const;
          return { ...common, threads: settings.threads, ...(await classify(task)) };
        });
      }
    }
  }
}
