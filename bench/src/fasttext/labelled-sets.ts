import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@tovec/core';

export type SetName = 'rt-polarity' | 'snli' | 'sick';

/** Texts with labels, one a line as fastText reads them: `__label__positive a warm , funny film`. */
export type LabelledLines = readonly string[];

const readers: Readonly<Record<SetName, (folder: string) => LabelledLines>> = {
  'rt-polarity': (folder) =>
    (['pos', 'neg'] as const).flatMap((label) =>
      linesOf(join(folder, `rt-polarity.${label}`), 'latin1').map((line) => labelled(label, line)),
    ),
  snli: (folder) =>
    linesOf(join(folder, 'snli-test.txt')).map((line) => {
      const [premise = '', hypothesis = '', label = ''] = line.split('\t');
      return labelled(label, `${premise} ${hypothesis}`);
    }),
  sick: (folder) =>
    ['SICK_train.txt', 'SICK_trial.txt'].flatMap((name) =>
      linesOf(join(folder, name))
        .slice(1)
        .map((line) => {
          const [, a = '', b = '', , label = ''] = line.split('\t');
          return labelled(label, `${a} ${b}`.toLowerCase());
        }),
    ),
};

/** The lines of a set; undefined where its files are not. */
export function readLabelledSet(name: SetName, folder: string): LabelledLines | undefined {
  const first = { 'rt-polarity': 'rt-polarity.pos', snli: 'snli-test.txt', sick: 'SICK_train.txt' };
  return existsSync(join(folder, first[name])) ? readers[name](folder) : undefined;
}

function linesOf(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string[] {
  return readFileSync(path, encoding)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

/** Whatever any program takes for white space becomes a blank. */
function labelled(label: string, text: string): string {
  return `__label__${label.trim()} ${text.replaceAll(/\s+/g, ' ').trim()}`;
}

/** Another tenth of the lines to test on for each seed, the rest to train on, both in random order. */
export function splitLines(
  lines: LabelledLines,
  seed: number,
): { train: LabelledLines; test: LabelledLines } {
  const random = createRandom(seed);
  const shuffled = [...lines];
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = random.integer(at + 1);
    [shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
  }
  const tested = Math.round(lines.length / 10);
  return { test: shuffled.slice(0, tested), train: shuffled.slice(tested) };
}

/** Tokens of lines as fastText counts them: labels and line ends too. */
export function tokensOfLines(lines: LabelledLines): number {
  return lines.reduce((sum, line) => sum + line.split(' ').length + 1, 0);
}
