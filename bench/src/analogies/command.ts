import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, choices, number, parseOptions, UsageError } from '../command.js';
import { findPython, runDriver } from '../contestants/python.js';
import { Session } from '../session.js';
import { evaluation } from '../training/plan.js';
import { sharedData } from '../workspace.js';
import { type AnalogiesRun, type Measure, measureAnalogies, measures } from './runs.js';
import { summarizeAnalogies } from './summarize.js';

const names = Object.keys(measures) as Measure[];

const help = `pnpm bench analogies [options]

Answers the analogies of questions-words.txt over 30,000 words of random numbers, with tovec and once
with gensim.

  --only <names>    only these measures, with commas: ${names.join(', ')}
  --runs <n>        processes of each measure, 3 by default; medians count
  --no-gensim       tovec alone: gensim takes minutes
  --words <folder>  where questions-words.txt is, ../shared/data/words by default
  --wait            wait until nothing else runs, at the start and before every run
  --out <file>      where to write the result; bench/results/<date>-analogies.json by default

PYTHON names a Python with gensim, python3 by default.`;

/** `pnpm bench analogies`. */
export const analogiesCommand: Command = {
  name: 'analogies',
  summary: '19,544 analogies over 30,000 words beside gensim',
  help,
  async run(args, context) {
    const { values } = parseOptions(args, {
      ...{ only: 'string', runs: 'string', words: 'string', wait: 'boolean', out: 'string' },
      'no-gensim': 'boolean',
    });
    const selected = choices('only', values.only, names);
    const rounds = number('runs', values.runs, 3, { min: 1, whole: true });
    const words = values.words ? context.resolve(values.words) : sharedData('words');
    const questions = join(words, evaluation.questions);
    if (!existsSync(questions)) {
      throw new UsageError(`there is no ${evaluation.questions} in ${words}; see --words`);
    }
    const { signal } = context;
    const found = values['no-gensim'] ? '--no-gensim' : await findPython('gensim', signal);
    const python = typeof found === 'string' ? undefined : found;
    const gensim = python && {
      foundBy: python.foundBy,
      ...(await runDriver<object>(python, 'gensim_analogies.py', { versions: true }, signal))
        .answer,
    };
    const rows = evaluation.restrict;
    const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-'));
    try {
      const session = await Session.start<AnalogiesRun>({
        ...{ benchmark: 'analogies', wait: values.wait === true, signal },
        absent: typeof found === 'string' ? { gensim: found } : {},
        versions: { tovec: context.tovecVersion, ...(gensim && { gensim }) },
        settings: { questions: evaluation.questions, rows, values: 'normal, seed 1', rounds },
        path: context.resultPath('analogies', values.out),
        summarize: summarizeAnalogies,
      });
      await session.conclude(async () => {
        for (const measure of names) {
          if (!selected.has(measure)) continue;
          await measureAnalogies({ session, questions, rows, folder, python }, measure, rounds);
        }
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
