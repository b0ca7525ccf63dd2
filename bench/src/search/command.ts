import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MakeTableInput } from '../children/make-table.js';
import { type Command, choices, number, parseOptions } from '../command.js';
import { findPython, runDriver } from '../contestants/python.js';
import { runChild } from '../contestants/tovec.js';
import { Session, say } from '../session.js';
import { measureImports, measureLoading, measureSearch, type SearchBenchmarkRun } from './runs.js';
import { summarizeSearch } from './summarize.js';

const measures = ['search', 'load', 'import'] as const;

const help = `pnpm bench search [options]

Searches 341,479 × 100 random numbers for the ten nearest rows, with tovec and with NumPy in turn,
both on one thread; loads a model of that size; imports packages in fresh processes.

  --only <names>    only these measures, with commas: ${measures.join(', ')}
  --runs <n>        processes of each measure, 3 by default (of imports 10); medians count
  --rows <n>        a smaller table
  --wait            wait until nothing else runs, at the start and before every run
  --out <file>      where to write the result; bench/results/<date>-search.json by default

PYTHON names a Python with NumPy, python3 by default.`;

/** `pnpm bench search`. */
export const searchCommand: Command = {
  name: 'search',
  summary: 'exact search beside NumPy, loading of a model, time to import',
  help,
  async run(args, context) {
    const { values } = parseOptions(args, {
      ...{ only: 'string', runs: 'string', rows: 'string', wait: 'boolean', out: 'string' },
    });
    const selected = choices('only', values.only, measures);
    const rounds = number('runs', values.runs, 3, { min: 1, whole: true });
    const rows = number('rows', values.rows, 341_479, { min: 2000, whole: true });
    const { signal } = context;

    const found = await findPython('numpy', signal);
    const python = typeof found === 'string' ? undefined : found;
    const numpy = python && {
      foundBy: python.foundBy,
      ...(await runDriver<object>(python, 'numpy_search.py', { versions: true }, signal)).answer,
    };
    const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-'));
    try {
      const table = { rows, dimensions: 100, queries: 64 };
      if (selected.has('search') || selected.has('load')) {
        say('making a table …');
        const input: MakeTableInput = { ...table, folder, npy: python !== undefined };
        await runChild('make-table', input, signal);
      }
      const session = await Session.start<SearchBenchmarkRun>({
        ...{ benchmark: 'search', wait: values.wait === true, signal },
        absent: typeof found === 'string' ? { numpy: found } : {},
        versions: { tovec: context.tovecVersion, ...(numpy && { numpy }) },
        settings: { table: { ...table, values: 'normal, seed 1' }, topK: 10, threads: 1, rounds },
        path: context.resultPath('search', values.out),
        summarize: summarizeSearch,
      });
      const setting = { session, folder, python };
      await session.conclude(async () => {
        if (selected.has('search')) await measureSearch(setting, rounds);
        if (selected.has('load')) await measureLoading(setting, rounds);
        const importRounds = values.runs === undefined ? 10 : rounds;
        if (selected.has('import')) await measureImports(session, importRounds);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
