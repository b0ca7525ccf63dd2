import { check, InvalidInputError } from '@tovec/core';
import { type SgdSettings, sgdSettings } from '../sgd/settings.js';
import { longestRun } from './piece-writer.js';

type Shared = Omit<SgdSettings, 'architecture' | 'contextMean' | 'maxSentenceLength'>;

/** What training on documents needs to know; every number has been checked. */
export interface DocumentSettings extends Shared {
  /** Whether tags alone predict words (PV-DBOW), or together with the words around them (PV-DM). */
  readonly architecture: 'dbow' | 'dm';
  /** With `'dm'`, how tags and words become one vector. */
  readonly combine: 'mean' | 'sum' | 'concatenate';
  /** Whether words have vectors of their own: always with `'dm'`, by skip-gram with `'dbow'`. */
  readonly trainWords: boolean;
}

/** The settings as a user gives them. */
export type DocumentOptions = {
  readonly [Key in keyof DocumentSettings]?: DocumentSettings[Key] | undefined;
};

/** The keys of {@link DocumentOptions}. */
export const documentOptionKeys = [
  'architecture',
  'combine',
  'trainWords',
  'dimensions',
  'window',
  'negative',
  'hierarchicalSoftmax',
  'noiseReuse',
  'sample',
  'epochs',
  'learningRate',
  'minLearningRate',
  'dynamicWindow',
  'noiseExponent',
  'seed',
] as const satisfies readonly (keyof DocumentSettings)[];

/**
 * Checks options and completes them with gensim's defaults.
 *
 * @throws InvalidInputError naming the first option that cannot be
 */
export function documentSettings(options: DocumentOptions): DocumentSettings {
  const { architecture = 'dm', combine, trainWords, ...others } = options;
  check.oneOf('architecture', architecture, ['dbow', 'dm']);
  if (combine !== undefined) check.oneOf('combine', combine, ['mean', 'sum', 'concatenate']);
  if (trainWords !== undefined) check.boolean('trainWords', trainWords);
  if (architecture === 'dm' && trainWords === false) {
    throw new InvalidInputError(
      "with architecture 'dm' words are always trained; leave trainWords out, or take 'dbow'",
      { argument: 'trainWords', given: trainWords },
    );
  }
  const { learningRate = 0.025, epochs = 10 } = others;
  check.number('learningRate', learningRate, { above: 0 });
  const { minLearningRate = Math.min(1e-4, learningRate) } = others;
  // A tag that predicts alone would meet the same noise again and again: all that is of its document.
  const { noiseReuse = architecture === 'dbow' ? 1 : 4 } = others;
  const sgd = sgdSettings({ ...others, learningRate, minLearningRate, epochs, noiseReuse });
  const { architecture: _, contextMean: __, maxSentenceLength: ___, ...shared } = sgd;
  return {
    architecture,
    combine: combine ?? 'mean',
    trainWords: architecture === 'dm' || (trainWords ?? false),
    ...shared,
  };
}

/** The settings as stochastic gradient descent takes them. */
export function sgdSettingsOf(settings: DocumentSettings): SgdSettings {
  const { architecture, combine, trainWords: _, ...shared } = settings;
  return {
    ...shared,
    architecture: architecture === 'dm' ? 'cbow' : 'skip-gram',
    contextMean: combine !== 'sum',
    // As many words as a piece can have: a byte is one at least.
    maxSentenceLength: longestRun,
  };
}
