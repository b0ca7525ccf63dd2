import { type Rectangle, Rectangles } from './rectangles.js';

/** A dot and the size of the label that may stand beside it. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlaceOptions {
  /** The frame that labels stay inside. */
  readonly width: number;
  readonly height: number;
  readonly dotRadius: number;
  /** Whether every label is placed: where there is no room, further away or over something. */
  readonly always?: boolean;
}

/** Room around a label. */
const margin = 1.5;

/** Where a label can stand, best first: towards which side of its dot. */
const sides: readonly (readonly [x: number, y: number, away?: number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -0.8],
  [1, 0.8],
  [-1, -0.8],
  [-1, 0.8],
];

const furtherSides = [8, 16].flatMap((away) => sides.map(([x, y]) => [x, y, away] as const));

/**
 * Places labels beside their dots so that none covers another label or dot. The first come first: what
 * finds no room any more stays without one.
 *
 * @returns for each item the rectangle of its label, or undefined
 */
export function placeLabels(
  items: readonly Labelled[],
  { width, height, dotRadius, always = false }: PlaceOptions,
): (Rectangle | undefined)[] {
  const dots = new Rectangles();
  for (const { x, y } of items) dots.add(around(x, y, dotRadius, dotRadius));
  const taken = new Rectangles();
  const candidates = always ? [...sides, ...furtherSides] : sides;
  return items.map((item) => {
    if (item.x < 0 || item.x > width || item.y < 0 || item.y > height) return undefined;
    let best: { place: Rectangle; cost: number } | undefined;
    for (const [rank, [sideX, sideY, away = 0]] of candidates.entries()) {
      const place = beside(item, sideX, sideY, dotRadius + away);
      const outside =
        place.left < 0 || place.top < 0 || place.right > width || place.bottom > height;
      const covered = taken.overlaps(place) + dots.overlaps(place);
      if ((outside || covered > 0) && !always) continue;
      const cost = (outside ? 1000 : 0) + 20 * covered + rank;
      if (best === undefined || cost < best.cost) best = { place, cost };
    }
    if (best) taken.add(best.place);
    return best?.place;
  });
}

function beside(item: Labelled, sideX: number, sideY: number, dotRadius: number): Rectangle {
  const gap = dotRadius + 1 + margin;
  const x = item.x + sideX * (item.width / 2 + gap);
  const y = item.y + sideY * (item.height / 2 + (sideX === 0 ? gap - margin : 0));
  return around(x, y, item.width + 2 * margin, item.height);
}

function around(x: number, y: number, width: number, height: number): Rectangle {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}
