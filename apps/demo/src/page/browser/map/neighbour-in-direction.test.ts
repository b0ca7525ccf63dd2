import { describe, expect, it } from 'vitest';
import { isDirection, neighbourInDirection } from './neighbour-in-direction.js';

//      1
//   4  0    2
//        3
const points = [
  [10, 10],
  [10, 4],
  [20, 10],
  [13, 16],
  [7, 10],
] as const;

describe('neighbourInDirection', () => {
  it('follows the arrow', () => {
    expect(neighbourInDirection(points, 0, 'ArrowUp')).toBe(1);
    expect(neighbourInDirection(points, 0, 'ArrowRight')).toBe(2);
    expect(neighbourInDirection(points, 0, 'ArrowDown')).toBe(3);
    expect(neighbourInDirection(points, 0, 'ArrowLeft')).toBe(4);
  });

  it('stays at the edge', () => {
    expect(neighbourInDirection(points, 2, 'ArrowRight')).toBeUndefined();
  });

  it('passes over points in the same place, which have no direction', () => {
    expect(neighbourInDirection([...points, [10, 10]], 0, 'ArrowUp')).toBe(1);
  });

  it('knows the arrow keys', () => {
    expect(['ArrowLeft', 'Enter', 'toString'].map(isDirection)).toEqual([true, false, false]);
  });
});
