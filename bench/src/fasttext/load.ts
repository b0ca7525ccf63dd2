import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadFastTextInput, LoadFastTextOutput } from '../children/load-fasttext.js';
import type { MakeFastTextInput, MakeFastTextOutput } from '../children/make-fasttext.js';
import { printVectors } from '../contestants/fasttext.js';
import type { Program } from '../contestants/provenance.js';
import { runChild } from '../contestants/tovec.js';
import type { RunRecord } from '../report/result-file.js';
import { type Session, say } from '../session.js';
import { inTurn } from '../statistics.js';
import { loading } from './settings.js';

/** A `.bin` loaded and one word composed, by tovec and by fastText; or its bytes read by `Node`. */
export interface LoadBinRun extends RunRecord {
  readonly measure: 'load';
  readonly seconds: number;
  readonly peakMemoryBytes: number | undefined;
  /** Of the file. */
  readonly bytes: number;
}

/** Not in the corpus, so composed. */
const word = 'tovecfasttext';

/** Loads a model of fastText's size from the page cache, each time in a fresh process. */
export async function measureLoading(
  session: Pick<Session<LoadBinRun>, 'run' | 'signal'>,
  fastText: Program | undefined,
  corpus: string,
  folder: string,
  rounds: number,
): Promise<void> {
  const { signal } = session;
  const path = join(folder, 'load.bin');
  say('making a model to load …');
  const { threads, subwords, ...settings } = loading;
  const options = { ...settings, ...subwords, workers: threads };
  const made = await runChild<MakeFastTextInput, MakeFastTextOutput>(
    'make-fasttext',
    { corpus, model: path, options },
    signal,
  );
  const { bytes } = made.answer;

  const load = async (input: LoadFastTextInput) => {
    const { answer, result } = await runChild<LoadFastTextInput, LoadFastTextOutput>(
      'load-fasttext',
      input,
      signal,
    );
    return { ...answer, otherCores: result.otherCores };
  };
  const loaders = {
    tovec: () => load({ path, word }),
    Node: () => load({ path }),
    async fastText() {
      const loaded = await printVectors(fastText!, path, [word], signal);
      const { wallSeconds, peakMemoryBytes, otherCores } = loaded;
      return { seconds: wallSeconds, peakMemoryBytes, otherCores };
    },
  };
  const names = ['tovec', 'Node', ...(fastText ? (['fastText'] as const) : [])] as const;
  // Into the page cache, so that nobody measures the disk.
  await load({ path });
  for (let round = 0; round < rounds; round++) {
    for (const contestant of inTurn(names, round)) {
      await session.run(`load, ${contestant}, run ${round + 1}`, async () => {
        const loaded = await loaders[contestant]();
        return { measure: 'load' as const, contestant, round, bytes, ...loaded };
      });
    }
  }
  rmSync(path);
}
