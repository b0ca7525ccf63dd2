export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

const vectors: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function isDirection(key: string): key is Direction {
  return Object.hasOwn(vectors, key);
}

/**
 * The point that an arrow key leads to: near, and as straight in its direction as possible. Points
 * more than 60° off do not count. Undefined at the edge.
 */
export function neighbourInDirection(
  points: readonly (readonly [x: number, y: number])[],
  from: number,
  direction: Direction,
): number | undefined {
  const [towardsX, towardsY] = vectors[direction];
  const [fromX, fromY] = points[from]!;
  let best: { index: number; cost: number } | undefined;
  points.forEach(([x, y], index) => {
    const along = (x - fromX) * towardsX + (y - fromY) * towardsY;
    const distance = Math.hypot(x - fromX, y - fromY);
    if (along <= distance / 2 || distance === 0) return;
    // Twice the way for 60° off.
    const cost = distance * (distance / along);
    if (best === undefined || cost < best.cost) best = { index, cost };
  });
  return best?.index;
}
