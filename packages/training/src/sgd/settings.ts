import { check, InvalidInputError } from '@tovec/core';

/** What stochastic gradient descent needs to know; every number has been checked. */
export interface SgdSettings {
  readonly architecture: 'skip-gram' | 'cbow';
  readonly dimensions: number;
  readonly window: number;
  /** Noise words for each word; 0 with hierarchical softmax alone. */
  readonly negative: number;
  /** Whether words are predicted by their way through a Huffman tree, instead of or beside noise. */
  readonly hierarchicalSoftmax: boolean;
  /** Steps that each list of noise words serves; 1 draws anew for every word, as word2vec.c does. */
  readonly noiseReuse: number;
  readonly sample: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly minLearningRate: number;
  readonly dynamicWindow: boolean;
  readonly contextMean: boolean;
  readonly noiseExponent: number;
  readonly maxSentenceLength: number;
  readonly seed: number;
}

/** The settings as a user gives them. */
export type SgdOptions = { readonly [Key in keyof SgdSettings]?: SgdSettings[Key] | undefined };

/** The keys of {@link SgdOptions}. */
export const sgdOptionKeys = [
  'architecture',
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
  'contextMean',
  'noiseExponent',
  'maxSentenceLength',
  'seed',
] as const satisfies readonly (keyof SgdSettings)[];

/**
 * Checks options and completes them with word2vec.c's defaults.
 *
 * @throws InvalidInputError naming the first option that cannot be
 */
export function sgdSettings(options: SgdOptions): SgdSettings {
  const { architecture = 'skip-gram' } = options;
  check.oneOf('architecture', architecture, ['skip-gram', 'cbow']);
  const { learningRate = architecture === 'cbow' ? 0.05 : 0.025 } = options;
  check.number('learningRate', learningRate, { above: 0 });
  const { hierarchicalSoftmax = false, negative = 5 } = options;
  check.boolean('hierarchicalSoftmax', hierarchicalSoftmax);
  check.integer('negative', negative, { min: 0, max: 10_000 });
  if (negative === 0 && !hierarchicalSoftmax) {
    throw new InvalidInputError(
      'with negative 0 there is nothing to learn from; give a number of noise words from 1, or ' +
        'hierarchicalSoftmax: true',
      { argument: 'negative', given: negative },
    );
  }
  return {
    architecture,
    learningRate,
    dimensions: check.integer('dimensions', options.dimensions ?? 100, { min: 1, max: 65_536 }),
    window: check.integer('window', options.window ?? 5, { min: 1, max: 10_000 }),
    negative,
    hierarchicalSoftmax,
    noiseReuse: check.integer('noiseReuse', options.noiseReuse ?? 4, { min: 1, max: 1_000 }),
    sample: check.number('sample', options.sample ?? 1e-3, { min: 0 }),
    epochs: check.integer('epochs', options.epochs ?? 5, { min: 1, max: 1_000_000 }),
    minLearningRate: check.number(
      'minLearningRate',
      options.minLearningRate ?? learningRate * 1e-4,
      { min: 0, max: learningRate },
    ),
    dynamicWindow: check.boolean('dynamicWindow', options.dynamicWindow ?? true),
    contextMean: check.boolean('contextMean', options.contextMean ?? true),
    noiseExponent: check.number('noiseExponent', options.noiseExponent ?? 0.75),
    maxSentenceLength: check.integer('maxSentenceLength', options.maxSentenceLength ?? 1000, {
      min: 2,
      max: 1_000_000,
    }),
    seed: check.integer('seed', options.seed ?? 1),
  };
}
