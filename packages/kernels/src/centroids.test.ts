import { createRandom, InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { createCentroidAssigner } from './centroids.js';

const float = (random: ReturnType<typeof createRandom>) => Math.fround(random.float() * 2 - 1);

describe('the nearest centroid', () => {
  test.each([1, 2, 3, 7])('of points with %i numbers is found', (width) => {
    const random = createRandom(width);
    const count = 9000;
    const assigner = createCentroidAssigner(width, count);
    for (let at = 0; at < assigner.points.length; at++) assigner.points[at] = float(random);
    const centroids = Float32Array.from({ length: 256 * width }, () => float(random));
    const codes = assigner.assign(count, centroids);
    const distance = (point: number, index: number) => {
      let sum = 0;
      for (let at = 0; at < width; at++) {
        const difference = assigner.points[point * width + at]! - centroids[index * width + at]!;
        sum += difference * difference;
      }
      return sum;
    };
    for (let point = 0; point < count; point += 37) {
      const all = Array.from({ length: 256 }, (_, index) => distance(point, index));
      expect(distance(point, codes[point]!)).toBeCloseTo(Math.min(...all), 6);
    }
  });

  test('is the first of equally near ones', () => {
    const assigner = createCentroidAssigner(1, 2);
    assigner.points.set([5, -5]);
    const centroids = new Float32Array(256).fill(9);
    centroids.set([4, 6], 101);
    centroids.set([-5, -5, -5], 6);
    expect([...assigner.assign(2, centroids)]).toEqual([101, 6]);
  });

  test('is not looked for among too few, or for too many points', () => {
    const assigner = createCentroidAssigner(2, 3);
    expect(() => assigner.assign(4, new Float32Array(512))).toThrow(InvalidInputError);
    expect(() => assigner.assign(3, new Float32Array(256))).toThrow(InvalidInputError);
  });
});
