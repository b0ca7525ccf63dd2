import type { SgdSettings, TrainingReport } from '@tovec/word/word2vec';
import type { ClubData } from '../club/learn-club.js';
import type { Answers } from '../learn/ask.js';

/** A word of the map. */
export interface MapWord {
  readonly word: string;
  /** How often the corpus has it. */
  readonly count: number;
  /** Its part of speech, as a position in {@link BrowserData.parts}. */
  readonly part: number;
  /** From 0 to 1, left to right and top to bottom. */
  readonly at: readonly [x: number, y: number];
  /** Nearest words of the map, as positions in it, with their cosines. */
  readonly near: readonly (readonly [index: number, cosine: number])[];
  /** Nearest words of many more than the map shows. */
  readonly wider: readonly string[];
}

/** What the page's script draws; it travels inside the page as JSON. */
export interface BrowserData {
  /** Most frequent first. */
  readonly words: readonly MapWord[];
  readonly parts: readonly string[];
  /** How many words {@link MapWord.wider} come from. */
  readonly frequent: number;
  /** Mean loss of a prediction, by epoch. */
  readonly loss: readonly number[];
}

/** Everything the page tells. */
export interface PageData extends BrowserData {
  readonly vocabulary: number;
  readonly corpus: { readonly texts: number; readonly sentences: number; readonly words: number };
  readonly settings: Pick<
    SgdSettings,
    'architecture' | 'dimensions' | 'window' | 'negative' | 'sample' | 'epochs' | 'seed'
  >;
  readonly minCount: number;
  readonly report: Pick<TrainingReport, 'seconds' | 'tokensPerSecond' | 'workers'>;
  readonly answers: Answers;
  /** The karate club. */
  readonly club: ClubData;
  /** The model file: as a path to type in a command, and its size. */
  readonly model: { readonly path: string; readonly bytes: number };
}
