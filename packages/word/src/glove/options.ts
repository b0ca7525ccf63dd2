import type {
  CooccurrenceOptions,
  CooccurrenceSettings,
  GloveOptions,
  GloveSettings,
  RunOptions,
} from '@tovec/training';
import type { VectorChoice } from './choice.js';

/**
 * How to train GloVe. Numbers default to those of Stanford's tools; its `demo.sh` trains with
 * `{ xMax: 10, epochs: 15 }` and a `maxVocabulary` of none.
 *
 * | option | default | |
 * |---|---|---|
 * | `dimensions` | 50 | numbers in a vector |
 * | `vectors` | `'sum'` | of word and context vectors; or `'word'`, `'context'`, `'concatenation'` |
 * | `window` | 15 | words to either side at most |
 * | `symmetric` | true | false: only the words after |
 * | `distanceWeighting` | true | a word d places away counts 1/d; false: 1 |
 * | `xMax` | 100 | co-occurrences of at least so much count in full |
 * | `alpha` | 0.75 | a lesser x counts (x / xMax) to this power |
 * | `epochs` | 25 | passes over the co-occurrences |
 * | `learningRate` | 0.05 | AdaGrad's |
 * | `gradientClip` | 100 | no component of a gradient is larger |
 * | `memory` | 1 GB | about what counting may take: bytes, or a text like `'2gb'` |
 * | `cooccurrences` | | a file: read when it is there (options of counting are refused then), else counted and saved there |
 * | `minCount` | 5 | words that occur less often have no vector |
 * | `maxVocabulary` | | at most so many words, the most frequent |
 * | `keep` | | decides about single words |
 * | `lowercase` | false | |
 * | `tokenPattern` | | words are its matches instead of whatever stands between white space |
 * | `invalidUtf8` | `'throw'` | `'keep'` learns bytes that are not UTF-8 as they are |
 * | `workers` | the machine's | with 1, the same seed gives the same bytes on the same engine |
 * | `seed` | 1 | |
 * | `checkpoint`, `resume` | | `{ directory, everySeconds: 30 }`, and the directory to go on from |
 * | `signal`, `onProgress` | | |
 */
export interface GloveTrainOptions extends CooccurrenceOptions, GloveOptions, RunOptions {
  /** Which vectors words get; the others are kept in the model. */
  readonly vectors?: VectorChoice | undefined;
  /** A file of co-occurrences: read when it is there, else counted and saved there. */
  readonly cooccurrences?: string | undefined;
}

/** The settings a model was trained with. */
export interface GloveModelSettings extends GloveSettings, CooccurrenceSettings {
  readonly vectors: VectorChoice;
}
