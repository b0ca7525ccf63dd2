import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Labelled, placeLabels } from './place-labels.js';
import type { Rectangle } from './rectangles.js';

const frame = { width: 400, height: 300, dotRadius: 3 };

const label = fc.record({
  x: fc.double({ min: -50, max: 450, noNaN: true }),
  y: fc.double({ min: -50, max: 350, noNaN: true }),
  width: fc.integer({ min: 5, max: 90 }),
  height: fc.integer({ min: 8, max: 20 }),
});

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

describe('placeLabels', () => {
  it('lets no label cover another label or a dot, or leave the frame', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 60 }), (items) => {
        const placed = placeLabels(items, frame).filter((place) => place !== undefined);
        placed.forEach((place, index) => {
          expect(placed.slice(index + 1).some((other) => overlap(place, other))).toBe(false);
          expect(
            items.some(({ x, y }) => overlap(place, { left: x, right: x, top: y, bottom: y })),
          ).toBe(false);
          expect(place.left).toBeGreaterThanOrEqual(0);
          expect(place.right).toBeLessThanOrEqual(frame.width);
        });
      }),
    );
  });

  it('gives room to the first that come', () => {
    const crowd: Labelled[] = Array.from({ length: 30 }, (_, index) => ({
      ...{ x: 200 + index / 10, y: 150, width: 60, height: 14 },
    }));
    const placed = placeLabels(crowd, frame);
    expect(placed[0]).toBeDefined();
    expect(placed.at(-1)).toBeUndefined();
  });

  it('puts a label on the right where there is room', () => {
    const [place] = placeLabels([{ x: 100, y: 100, width: 40, height: 14 }], frame);
    expect(place!.left).toBeGreaterThan(100);
    expect((place!.top + place!.bottom) / 2).toBe(100);
  });

  it('moves labels away from a tight cluster at the edge when it must place them all', () => {
    const cluster = [0, 4, 8, 2, 6, 10].map((shift, index) => ({
      ...{ x: 380 + shift, y: 40 + 5 * index, width: 70, height: 15 },
    }));
    const placed = placeLabels(cluster, { ...frame, always: true }).map((place) => place!);
    placed.forEach((place, index) => {
      expect(placed.slice(index + 1).some((other) => overlap(place, other))).toBe(false);
    });
  });

  it('labels every dot inside the frame when it must', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 12 }), (items) => {
        const placed = placeLabels(items, { ...frame, always: true });
        items.forEach(({ x, y }, index) => {
          const inside = x >= 0 && x <= frame.width && y >= 0 && y <= frame.height;
          expect(placed[index] !== undefined).toBe(inside);
        });
      }),
    );
  });
});
