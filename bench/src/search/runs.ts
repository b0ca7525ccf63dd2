import { join } from 'node:path';
import type { LoadInput, LoadOutput } from '../children/load.js';
import type { SearchInput, SearchOutput } from '../children/search.js';
import { type Python, runDriver } from '../contestants/python.js';
import { runChild } from '../contestants/tovec.js';
import { requireSuccess, runProcess } from '../processes/run-process.js';
import type { RunRecord } from '../report/result-file.js';
import type { Session } from '../session.js';
import { inTurn } from '../statistics.js';
import { benchFolder } from '../workspace.js';

/** A table searched, by one process. */
export interface SearchRun extends RunRecord {
  readonly measure: 'search';
  readonly singleSeconds: number;
  readonly blockSeconds: number;
  /** Queries of a block. */
  readonly queries: number;
  /** NumPy's products alone, without looking for the best. */
  readonly matvecSeconds?: number | undefined;
  readonly matmulSeconds?: number | undefined;
  /** Queries for which tovec and this one found the same rows in the same order. */
  readonly sameAsTovec?: number | undefined;
}

/** A model file loaded. */
export interface LoadRun extends RunRecord, LoadOutput {
  readonly measure: 'load';
  readonly what: 'vectors' | 'model';
}

/** A fresh Node that imports one package, or none. */
export interface ImportRun extends RunRecord {
  readonly measure: 'import';
  /** What is imported; `nothing` is Node alone. */
  readonly what: string;
  readonly wallSeconds: number;
}

export type SearchBenchmarkRun = SearchRun | LoadRun | ImportRun;

/** What all measures of one benchmark share. */
export interface SearchSetting {
  readonly session: Session<SearchBenchmarkRun>;
  /** Where children/make-table.ts has put its files. */
  readonly folder: string;
  /** A Python that has NumPy, if there is one. */
  readonly python: Python | undefined;
}

const search: Omit<SearchInput, 'folder'> = { topK: 10, singles: 100, blocks: 10 };

/** Searches with tovec and with NumPy, in turn. */
export async function measureSearch(
  { session, folder, python }: SearchSetting,
  rounds: number,
): Promise<void> {
  const input: SearchInput = { folder, ...search };
  const { signal } = session;
  let expected: number[][] = [];
  const ask = {
    tovec: () => runChild<SearchInput, SearchOutput>('search', input, signal),
    numpy: () => runDriver<SearchOutput>(python!, 'numpy_search.py', input, signal),
  };
  const names = python ? (['tovec', 'numpy'] as const) : (['tovec'] as const);
  for (let round = 0; round < rounds; round++) {
    for (const contestant of inTurn(names, round)) {
      await session.run(`search, ${contestant}, run ${round + 1}`, async () => {
        const { answer, result } = await ask[contestant]();
        const { found, ...measured } = answer;
        if (contestant === 'tovec') expected = found;
        const { otherCores } = result;
        const run = { measure: 'search', contestant, round, ...measured, otherCores } as const;
        if (contestant === 'tovec') return run;
        const same = found.filter((rows, at) => `${rows}` === `${expected[at]}`);
        return { ...run, sameAsTovec: same.length };
      });
    }
  }
}

/** Loads the vectors and the whole model, each in a fresh process, from the page cache. */
export async function measureLoading(
  { session, folder }: SearchSetting,
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const what of ['vectors', 'model'] as const) {
      await session.run(`load ${what}, run ${round + 1}`, async () => {
        const path = join(folder, `${what}.safetensors`);
        const input: LoadInput = { path, whole: what === 'model', item: 'word1000' };
        const loaded = await runChild<LoadInput, LoadOutput>('load', input, session.signal);
        const { otherCores } = loaded.result;
        const common = { measure: 'load', what, contestant: 'tovec', round } as const;
        return { ...common, ...loaded.answer, otherCores };
      });
    }
  }
}

/** What is imported; the first is Node alone, whose time is taken off the others'. */
export const imports = ['nothing', '@tovec/word/word2vec', '@tovec/vectors'] as const;

/** Imports packages in fresh processes. */
export async function measureImports(session: SearchSetting['session'], rounds: number) {
  for (let round = 0; round < rounds; round++) {
    for (const what of inTurn(imports, round)) {
      await session.run(`import ${what}, run ${round + 1}`, async () => {
        const code = what === 'nothing' ? '' : `await import('${what}')`;
        const args = ['--input-type=module', '-e', code];
        // From this package's folder, which has them as dependencies.
        const options = { command: process.execPath, args, cwd: benchFolder };
        const result = await runProcess({ ...options, signal: session.signal });
        requireSuccess(`the import of ${what}`, result);
        // Too short to tell what else ran: processor time is counted in hundredths of a second.
        const common = { measure: 'import', what, contestant: 'tovec', round } as const;
        return { ...common, wallSeconds: result.wallSeconds };
      });
    }
  }
}
