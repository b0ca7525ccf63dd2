import { createRandom } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, it } from 'vitest';
import { type Point, project } from './project.js';

const clusters = 3;
const perCluster = 20;

/** Words in three directions, with noise, and one vector that all of them have in common. */
function clustered() {
  const random = createRandom(3);
  const dimensions = 16;
  const size = clusters * perCluster;
  const matrix = Float32Array.from({ length: size * dimensions }, (_, at) => {
    const [row, column] = [Math.floor(at / dimensions), at % dimensions];
    const own = column === row % clusters ? 4 : 0;
    return own + (column === 15 ? 5 : 0) + 0.5 * random.normal();
  });
  const items = Array.from({ length: size }, (_, row) => `word${row}`);
  return createKeyedVectors({ items, matrix, dimensions });
}

function nearestTo(points: readonly Point[], [x, y]: Point): number[] {
  return points
    .map(([otherX, otherY], index) => ({ index, distance: Math.hypot(otherX - x, otherY - y) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ index }) => index);
}

describe('project', () => {
  it('keeps neighbours together', async () => {
    const points = await project(clustered());
    points.forEach((point, row) => {
      const near = nearestTo(points, point).slice(1, 6);
      expect(near.every((other) => other % clusters === row % clusters)).toBe(true);
    });
  });

  it('fills the unit square, widest sideways', async () => {
    const points = await project(clustered());
    for (const axis of [0, 1] as const) {
      const values = points.map((point) => point[axis]);
      expect(Math.min(...values)).toBe(0);
      expect(Math.max(...values)).toBe(1);
    }
  });

  it('draws the same map for the same vectors and seed', async () => {
    expect(await project(clustered(), { seed: 5 })).toEqual(
      await project(clustered(), { seed: 5 }),
    );
    expect(await project(clustered(), { seed: 5 })).not.toEqual(
      await project(clustered(), { seed: 6 }),
    );
  });

  it('reports its rounds, and stops when told to', async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const projecting = project(clustered(), {
      signal: stop.signal,
      onProgress: (event) => {
        done.push(event.done);
        if (event.done === 20) stop.abort();
      },
    });
    await expect(projecting).rejects.toHaveProperty('name', 'AbortError');
    expect(done.at(-1)).toBeLessThan(25);
  });

  it('draws even a handful of words', async () => {
    const matrix = Float32Array.of(1, 0, 0.9, 0.1, 0, 1, 0.1, 0.9);
    const vectors = createKeyedVectors({ items: ['a', 'b', 'c', 'd'], matrix, dimensions: 2 });
    const points = await project(vectors);
    expect(points).toHaveLength(4);
    expect(points.flat().every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});
