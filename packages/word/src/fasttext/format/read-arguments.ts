import {
  type FastTextArguments,
  type FastTextLoss,
  type FastTextModel,
  longestNgram,
  mostDimensions,
} from '../arguments.js';
import type { FieldReader } from './field-reader.js';

/** The first four bytes of a model file since 2017, as a number. */
export const fastTextMagic = 793_712_314;

/** fastText's numbers for models and losses; they start at 1. */
export const models: readonly FastTextModel[] = ['cbow', 'skip-gram', 'supervised'];
export const losses: readonly FastTextLoss[] = [
  'hierarchical-softmax',
  'negative-sampling',
  'softmax',
  'one-vs-all',
];

/** The oldest files have no version: they begin with the arguments. */
export type FastTextVersion = 'old' | 11 | 12;

/** Twelve integers and a double. */
export const argumentBytes = 12 * 4 + 8;

/** Reads what stands before the dictionary: the version and the arguments. */
export async function readArguments(
  fields: FieldReader,
): Promise<{ version: FastTextVersion; settings: FastTextArguments }> {
  await fields.load(4);
  const first = fields.int32();
  let version: FastTextVersion = 'old';
  let dimensions = first;
  if (first === fastTextMagic) {
    await fields.load(8);
    version = knownVersion(fields);
    dimensions = fields.int32();
  }
  if (dimensions < 1 || dimensions > mostDimensions) {
    throw fields.refuse(
      version === 'old'
        ? 'this is no fastText model: neither does it start with the magic number of one, nor with ' +
            'the dimensions, as the oldest do'
        : `the model has ${dimensions} dimensions; 1 to ${mostDimensions} can be read`,
    );
  }
  await fields.load(argumentBytes - 4);
  const count = (name: string, most = Number.POSITIVE_INFINITY) => {
    const value = fields.int32();
    if (value >= 0 && value <= most) return value;
    throw fields.refuse(`${name} is ${value}; the file is damaged, or no fastText model`);
  };
  const choice = <Choice>(name: string, choices: readonly Choice[]): Choice => {
    const value = fields.int32();
    const chosen = choices[value - 1];
    if (chosen !== undefined) return chosen;
    throw fields.refuse(
      `the ${name} has the number ${value}, but fastText has 1 to ${choices.length}; ` +
        'the file is damaged, or no fastText model',
    );
  };
  const settings = {
    dimensions,
    window: count('window'),
    epochs: count('epochs'),
    minCount: count('minCount'),
    negative: count('negative'),
    wordNgrams: count('wordNgrams', longestNgram),
    loss: choice('loss', losses),
    model: choice('model', models),
    bucket: count('bucket'),
    minn: count('minn', longestNgram),
    maxn: count('maxn', longestNgram),
    learningRateUpdateRate: count('learningRateUpdateRate'),
    sample: fields.float64(),
  };
  if (!Number.isFinite(settings.sample)) throw fields.refuse('sample is no finite number');
  // Classifiers had no character n-grams then, whatever their arguments say.
  const without = version !== 12 && settings.model === 'supervised';
  return { version, settings: without ? { ...settings, maxn: 0 } : settings };
}

function knownVersion(fields: FieldReader): 11 | 12 {
  const version = fields.int32();
  if (version === 11 || version === 12) return version;
  throw fields.refuse(
    `this is a fastText model of version ${version}; 11, 12 and the one before versions can be read`,
  );
}
