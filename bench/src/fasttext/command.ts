import { findFastText, findFastTextProgram } from '../contestants/fasttext.js';
import { fastTextClassifier } from '../contestants/fasttext-classifier.js';
import { tovec } from '../contestants/tovec.js';
import { tovecClassifier } from '../contestants/tovec-classifier.js';
import { corpusCommand } from '../training/corpus-command.js';
import { wholeJudgement } from '../training/evaluate.js';
import { evaluation } from '../training/plan.js';
import { measureQuality, measureSpeed, type TrainingRun } from '../training/runs.js';
import { sharedData } from '../workspace.js';
import { type LoadBinRun, measureLoading } from './load.js';
import { rareJudgement } from './rare-words.js';
import { loading, quality, rare, speed, supervised } from './settings.js';
import { summarizeFastText } from './summarize.js';
import { measureSupervised, type SupervisedRun } from './supervised.js';

type FastTextRun = TrainingRun | SupervisedRun | LoadBinRun;

/** `pnpm bench fasttext`. */
export const fastTextCommand = corpusCommand({
  name: 'fasttext',
  summary: 'FastText: speed, quality, rare words, classifiers and loading beside fastText',
  about: `Trains FastText word vectors on a text and classifiers on labelled sentences, and loads a model, with
tovec and with fastText, in turn, at the same settings.`,
  measures: ['skip-gram', 'cbow', 'quality', 'rare', 'supervised', 'load'],
  tovec,
  peers: { fastText: findFastText },
  peersHelp: 'FASTTEXT names a program',
  settings: { speed, quality, rare, supervised, loading, evaluation },
  summarize: (runs: readonly FastTextRun[], all: readonly FastTextRun[]) =>
    summarizeFastText(runs, all),
  async measure({ selected, rounds, words, ...setting }) {
    const { session, corpus, folder } = setting;
    for (const plan of Object.values(speed)) {
      if (selected.has(plan.measure)) await measureSpeed(setting, plan, rounds);
    }
    if (selected.has('quality') && words) {
      await measureQuality(setting, quality, rounds, wholeJudgement(words));
    }
    if (selected.has('rare') && words) {
      const { minCount } = rare.settings;
      const judgement = await rareJudgement(corpus, minCount, words, folder, session.signal);
      await measureQuality(setting, rare, rounds, judgement);
    }
    // The program itself, where it is to take part.
    const found = setting.contestants.length > 1 ? findFastTextProgram() : undefined;
    const program = typeof found === 'string' ? undefined : found;
    if (selected.has('supervised')) {
      const classifiers = [tovecClassifier, ...(program ? [fastTextClassifier(program)] : [])];
      await measureSupervised(session, classifiers, sharedData('sentences'), folder);
    }
    if (selected.has('load')) await measureLoading(session, program, corpus, folder, rounds);
  },
});
