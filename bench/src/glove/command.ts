import { findStanfordGlove } from '../contestants/stanford-glove.js';
import { tovecGlove } from '../contestants/tovec-glove.js';
import { corpusCommand } from '../training/corpus-command.js';
import { wholeJudgement } from '../training/evaluate.js';
import { evaluation } from '../training/plan.js';
import { measureCounting, measureQuality, measureTraining } from './runs.js';
import { counting, quality, speed } from './settings.js';
import { summarizeGlove } from './summarize.js';

/** `pnpm bench glove`. */
export const gloveCommand = corpusCommand({
  name: 'glove',
  summary: "GloVe: counting, shuffling, training and quality beside Stanford's tools",
  about: `Counts the co-occurrences of a text, shuffles them and trains GloVe on them, with tovec and with
Stanford's tools, in turn, at the same settings.`,
  measures: ['count', 'train', 'quality'],
  tovec: tovecGlove,
  peers: { GloVe: findStanfordGlove },
  peersHelp: "GLOVE names the folder of Stanford's programs",
  settings: { counting, speed, quality, evaluation },
  summarize: summarizeGlove,
  async measure({ selected, rounds, words, ...setting }) {
    // Whatever is measured, there is no training without a table.
    const tables = await measureCounting(setting, selected.has('count') ? rounds : 1);
    if (selected.has('train')) await measureTraining(setting, tables, rounds);
    if (selected.has('quality') && words)
      await measureQuality(setting, tables, rounds, wholeJudgement(words));
  },
});
