import { UnsupportedError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { findPixelInput } from './find-pixel-input.js';

const find = (shape: readonly (number | string)[] | undefined, type = 'float32') =>
  findPixelInput('a.onnx', new Map([['x', { type, shape }]]));

describe('the input of a vision network', () => {
  test.each([
    [['batch', 3, 224, 192], { order: 'NCHW', size: [224, 192], batch: undefined }],
    [[1, 3, 32, 32], { order: 'NCHW', size: [32, 32], batch: 1 }],
    [['?', 260, 260, 3], { order: 'NHWC', size: [260, 260], batch: undefined }],
    [[8, 'height', 'width', 3], { order: 'NHWC', size: undefined, batch: 8 }],
    [['batch', 'channels', 'height', 'width'], { order: 'NCHW', size: undefined }],
    [['batch', 3, 224, 'width'], { order: 'NCHW', size: undefined }],
    [['batch', 3, 3, 3], { order: 'NCHW', size: [3, 3] }],
  ])('%o', (shape, expected) => {
    expect(find(shape)).toMatchObject({ name: 'x', ...expected });
  });

  test.each<[string, () => unknown]>([
    ['one channel', () => find(['batch', 1, 28, 28])],
    ['a vector', () => find(['batch', 768])],
    ['an unknown shape', () => find(undefined)],
    ['bytes', () => find(['batch', 3, 224, 224], 'uint8')],
    ['nothing', () => findPixelInput('a.onnx', new Map())],
  ])('cannot be %s', (_, refused) => {
    expect(refused).toThrow(UnsupportedError);
    expect(refused).toThrow(/^a\.onnx must take/);
  });

  test('cannot be two', () => {
    const value = { type: 'float32', shape: ['batch', 3, 224, 224] };
    const two = new Map([
      ['image', value],
      ['mask', value],
    ]);
    expect(() => findPixelInput('a.onnx', two)).toThrow('has 2 inputs: image, mask');
  });
});
