import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { countVocabulary } from './count-vocabulary.js';
import { rejection } from './testing/helpers.js';
import { type TrainTextOptions, trainText } from './train-text.js';

const notNumbers = [Number.NaN, Number.POSITIVE_INFINITY, '5', null, {}, [5], true];
const notWhole = [...notNumbers, 1.5, -1, 0];
const notFlags = [1, 'true', null];

/** Values that cannot be, for every option that has such. */
const wrong: Partial<Record<keyof TrainTextOptions, readonly unknown[]>> = {
  architecture: ['skipgram', 'CBOW', '', 0, null],
  dimensions: [...notWhole, 65_537],
  window: [...notWhole, 10_001],
  negative: [...notWhole, 10_001],
  noiseReuse: [...notWhole, 1001],
  sample: [...notNumbers, -1e-3],
  epochs: [...notWhole, 1_000_001],
  learningRate: [...notNumbers, 0, -0.025],
  minLearningRate: [...notNumbers, -1, 0.026],
  dynamicWindow: notFlags,
  contextMean: notFlags,
  noiseExponent: notNumbers,
  maxSentenceLength: [...notWhole, 1, 1_000_001],
  seed: [...notNumbers, 1.5, 2 ** 53],
  minCount: notWhole,
  maxVocabulary: notWhole,
  keep: ['the', null, ['the'], /the/],
  lowercase: notFlags,
  tokenPattern: ['\\w+', null, {}],
  invalidUtf8: ['ignore', true, null],
  workers: [...notWhole, 257],
  checkpoint: ['directory', {}, { directory: '' }, { directory: 5 }, { everySeconds: 5 }],
  resume: ['', 5, null, {}],
};

/** `null` stands for an option that was not given, where the option has a default. */
const nullIsDefault = new Set([
  ...[
    'dimensions',
    'window',
    'negative',
    'noiseReuse',
    'sample',
    'epochs',
    'minLearningRate',
    'dynamicWindow',
  ],
  ...['contextMean', 'noiseExponent', 'maxSentenceLength', 'seed', 'minCount', 'lowercase'],
  ...['workers'],
]);

const cases = Object.entries(wrong).flatMap(([option, values]) =>
  values
    .filter((value) => value !== null || !nullIsDefault.has(option))
    .map((value) => [option, value] as const),
);

async function refusal(work: Promise<unknown>): Promise<InvalidInputError> {
  const error = await rejection(work);
  expect(error).toBeInstanceOf(InvalidInputError);
  return error as InvalidInputError;
}

describe('training refuses', () => {
  test.each(cases)('%s: %j', async (option, value) => {
    const error = await refusal(trainText('a b', { [option]: value } as TrainTextOptions));
    expect(error.message).toContain(option);
    expect(error.argument).toMatch(new RegExp(`^${option}`));
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, '30'])(
    'a checkpoint every %j seconds',
    async (everySeconds) => {
      const checkpoint = { directory: '/nowhere', everySeconds: everySeconds as number };
      const error = await refusal(trainText('a b', { checkpoint }));
      expect(error.message).toContain('checkpoint.everySeconds must be a finite number');
    },
  );

  test.each([
    [{ dimension: 100 }, "no option 'dimension'. Did you mean 'dimensions'?"],
    [{ mincount: 1 }, "Did you mean 'minCount'?"],
    [{ learning_rate: 1 }, "Did you mean 'learningRate'?"],
    [{ colour: 'red' }, 'It takes: architecture, dimensions,'],
    [{ checkpoint: { directory: 'a', everySecond: 5 } }, "Did you mean 'everySeconds'?"],
    [null, 'TrainTextOptions must be an object of options, but was null'],
    [[], 'but was an array of 0'],
  ])('%j, and says what there is', async (options, message) => {
    const error = await refusal(trainText('a b', options as TrainTextOptions));
    expect(error.message).toContain(message);
  });

  test('options before it looks at the corpus', async () => {
    const error = await refusal(trainText({ path: '/nowhere' }, { window: 0 }));
    expect(error.message).toContain('window must be an integer from 1 to 10000, but was 0');
  });
});

describe('counting refuses', () => {
  test.each(
    cases.filter(([option]) =>
      /minCount|maxVocabulary|keep|lowercase|tokenPattern|invalidUtf8|workers/.test(option),
    ),
  )('%s: %j', async (option, value) => {
    const error = await refusal(countVocabulary('a b', { [option]: value }));
    expect(error.argument).toBe(option);
  });

  test('options of training', async () => {
    const options = { minCount: 1, dimensions: 5 };
    expect((await refusal(countVocabulary('a', options))).message).toContain("'dimensions'");
  });
});
