import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, choices, number, parseOptions } from '../command.js';
import { findPython, runDriver } from '../contestants/python.js';
import { Session } from '../session.js';
import { type Measure, measureProbe, measures, type ProbeRun, settings } from './runs.js';
import { summarizeProbe } from './summarize.js';

const names = Object.keys(measures) as Measure[];

const help = `pnpm bench probe [options]

Trains logistic regressions on 10,000 × 384 random numbers of ten classes, and one for each of 39 labels
on 10,312 × 128; clusters the former by k-means. With tovec and with scikit-learn in turn, both on one
thread.

  --only <names>    only these measures, with commas: ${names.join(', ')}
  --runs <n>        processes of each measure, 3 by default; medians count
  --wait            wait until nothing else runs, at the start and before every run
  --out <file>      where to write the result; bench/results/<date>-probe.json by default

PYTHON names a Python with scikit-learn, python3 by default.`;

/** `pnpm bench probe`. */
export const probeCommand: Command = {
  name: 'probe',
  summary: 'logistic regression and k-means beside scikit-learn',
  help,
  async run(args, context) {
    const { values } = parseOptions(args, {
      ...{ only: 'string', runs: 'string', wait: 'boolean', out: 'string' },
    });
    const selected = choices('only', values.only, names);
    const rounds = number('runs', values.runs, 3, { min: 1, whole: true });
    const { signal } = context;
    const found = await findPython('sklearn', signal);
    const python = typeof found === 'string' ? undefined : found;
    const sklearn = python && {
      foundBy: python.foundBy,
      ...(await runDriver<object>(python, 'sklearn_probe.py', { versions: true }, signal)).answer,
    };
    const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-'));
    try {
      const session = await Session.start<ProbeRun>({
        ...{ benchmark: 'probe', wait: values.wait === true, signal },
        absent: typeof found === 'string' ? { 'scikit-learn': found } : {},
        versions: { tovec: context.tovecVersion, ...(sklearn && { 'scikit-learn': sklearn }) },
        settings: { ...settings, measures, values: 'normal, seed 1', threads: 1, rounds },
        path: context.resultPath('probe', values.out),
        summarize: summarizeProbe,
      });
      await session.conclude(async () => {
        for (const measure of names) {
          if (selected.has(measure))
            await measureProbe({ session, folder, python }, measure, rounds);
        }
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
