import { findFastText } from '../contestants/fasttext.js';
import { findGensim } from '../contestants/gensim.js';
import { findPWord2Vec } from '../contestants/pword2vec.js';
import { tovec } from '../contestants/tovec.js';
import { findWord2vecC } from '../contestants/word2vec-c.js';
import { corpusCommand } from '../training/corpus-command.js';
import { wholeJudgement } from '../training/evaluate.js';
import { evaluation } from '../training/plan.js';
import { measureCounting, measureQuality, measureSpeed } from '../training/runs.js';
import { quality, speed } from './settings.js';
import { summarizeWord2Vec } from './summarize.js';

/** `pnpm bench word2vec`. */
export const word2vecCommand = corpusCommand({
  name: 'word2vec',
  summary:
    'training Word2Vec: speed, memory and quality beside word2vec.c, gensim, pWord2Vec, fastText',
  about:
    'Trains Word2Vec on a text with tovec and with every peer found, in turn, at the same settings.',
  measures: ['skip-gram', 'cbow', 'skip-gram-300', 'memory', 'count', 'quality'],
  tovec,
  peers: {
    'word2vec.c': findWord2vecC,
    pWord2Vec: findPWord2Vec,
    gensim: findGensim,
    fastText: findFastText,
  },
  peersHelp: 'WORD2VEC, PWORD2VEC and FASTTEXT name programs, PYTHON a Python with gensim',
  settings: { speed, quality, evaluation },
  summarize: summarizeWord2Vec,
  async measure({ selected, rounds, words, ...setting }) {
    if (selected.has('skip-gram')) await measureSpeed(setting, speed['skip-gram'], rounds);
    // Memory is seen in those same runs; one of each is enough.
    else if (selected.has('memory')) await measureSpeed(setting, speed['skip-gram'], 1);
    if (selected.has('cbow')) await measureSpeed(setting, speed.cbow, rounds);
    if (selected.has('skip-gram-300')) await measureSpeed(setting, speed['skip-gram-300'], rounds);
    if (selected.has('count')) await measureCounting(setting, rounds);
    if (selected.has('quality') && words)
      await measureQuality(setting, quality, rounds, wholeJudgement(words));
  },
});
