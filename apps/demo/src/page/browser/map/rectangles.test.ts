import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Rectangle, Rectangles } from './rectangles.js';

const rectangle = fc
  .tuple(
    fc.integer({ min: -200, max: 200 }),
    fc.integer({ min: -200, max: 200 }),
    fc.nat(120),
    fc.nat(120),
  )
  .map(([left, top, width, height]): Rectangle => {
    return { left, top, right: left + width + 1, bottom: top + height + 1 };
  });

it('counts the same overlaps as comparing with each', () => {
  fc.assert(
    fc.property(fc.array(rectangle, { maxLength: 40 }), rectangle, (members, probe) => {
      const set = new Rectangles();
      for (const member of members) set.add(member);
      const expected = members.filter(
        (member) =>
          Math.max(member.left, probe.left) < Math.min(member.right, probe.right) &&
          Math.max(member.top, probe.top) < Math.min(member.bottom, probe.bottom),
      );
      expect(set.overlaps(probe)).toBe(expected.length);
    }),
  );
});
