import { InvalidInputError } from '@tovec/core';
import { expect, test } from 'vitest';
import { checkPreprocessing } from './preprocessing.js';
import { kerasPreprocessing, timmPreprocessing, torchvisionPreprocessing } from './presets.js';

const good = torchvisionPreprocessing();

test('a preprocessing from outside is taken as it is', () => {
  expect(checkPreprocessing(JSON.parse(JSON.stringify(good)))).toEqual(good);
  expect(checkPreprocessing(kerasPreprocessing('tf'))).toEqual(kerasPreprocessing('tf'));
});

test.each<[unknown, string]>([
  [undefined, 'Preprocessing must be an object'],
  [{ ...good, size: [224] }, 'preprocessing.size must be'],
  [{ ...good, size: [224, 224, 3] }, 'preprocessing.size must be [height, width]'],
  [{ ...good, size: [0, 224] }, 'preprocessing.size must be'],
  [{ ...good, resize: 256 }, 'preprocessing.resize must be [height, width] or { shortest }'],
  [{ ...good, resize: { longest: 5 } }, "has no option 'longest'"],
  [{ ...good, filter: 'area' }, 'preprocessing.filter must be'],
  [{ ...good, channels: 'GRB' }, 'preprocessing.channels must be'],
  [{ ...good, divisor: 0 }, 'preprocessing.divisor must be'],
  [{ ...good, mean: [1, 2] }, 'preprocessing.mean must be three numbers'],
  [{ ...good, std: [1, 0, 1] }, 'preprocessing.std must be'],
  [{ ...good, crop: 3 }, "has no option 'crop'"],
])('another is refused: %o', (value, words) => {
  const read = () => checkPreprocessing(value);
  expect(read).toThrow(InvalidInputError);
  expect(read).toThrow(words);
});

test.each<[() => unknown, string]>([
  [() => kerasPreprocessing('caffee' as 'caffe'), "Did you mean 'caffe'"],
  [() => kerasPreprocessing('tf', { size: 0 }), 'size must be'],
  [() => torchvisionPreprocessing({ resize: 0 }), 'resize must be'],
  [() => timmPreprocessing({ cropPercentage: 87.5 }), 'cropPercentage must be'],
  [() => timmPreprocessing({ crop: 1 } as object), "has no option 'crop'"],
])('options of the presets are checked', (make, words) => {
  expect(make).toThrow(words);
});
