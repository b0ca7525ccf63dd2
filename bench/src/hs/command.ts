import { findGensim } from '../contestants/gensim.js';
import { tovec } from '../contestants/tovec.js';
import { findWord2vecC } from '../contestants/word2vec-c.js';
import type { RunRecord } from '../report/result-file.js';
import { prefixed, type Row } from '../report/rows.js';
import { corpusCommand } from '../training/corpus-command.js';
import { wholeJudgement } from '../training/evaluate.js';
import { evaluation } from '../training/plan.js';
import { measureQuality, measureSpeed } from '../training/runs.js';
import { memoryRows, qualityRows, speedRows } from '../training/summarize.js';
import { quality, speed } from './settings.js';

/** `pnpm bench hs`. */
export const hsCommand = corpusCommand({
  name: 'hs',
  summary: 'Word2Vec with hierarchical softmax: speed and quality beside word2vec.c and gensim',
  about: `Trains Word2Vec with hierarchical softmax and without noise words, with tovec and with every peer
found, in turn, at the same settings.`,
  measures: ['skip-gram', 'cbow', 'quality', 'cbow-quality'],
  tovec,
  peers: { 'word2vec.c': findWord2vecC, gensim: findGensim },
  peersHelp: 'WORD2VEC names a program, PYTHON a Python with gensim',
  settings: { speed, quality, evaluation },
  summarize: summarizeHs,
  async measure({ selected, rounds, words, ...setting }) {
    for (const plan of Object.values(speed)) {
      if (selected.has(plan.measure)) await measureSpeed(setting, plan, rounds);
    }
    for (const plan of Object.values(quality)) {
      if (words && selected.has(plan.measure))
        await measureQuality(setting, plan, rounds, wholeJudgement(words));
    }
  },
});

/** The comparisons that some runs allow. */
export function summarizeHs(runs: readonly RunRecord[]): Row[] {
  return prefixed('hs', [
    ...Object.values(speed).flatMap((plan) => speedRows(runs, plan)),
    ...memoryRows(runs, speed['skip-gram']),
    ...Object.values(quality).flatMap((plan) => qualityRows(runs, plan)),
  ]);
}
