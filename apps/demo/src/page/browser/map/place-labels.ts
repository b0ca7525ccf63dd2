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
const sides: readonly (readonly [x: number, y: number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -0.8],
  [1, 0.8],
  [-1, -0.8],
  [-1, 0.8],
];

/** How far from its dot a label can stand. */
const near = [0];
const nearOrFar = [0, 8, 16, 24, 32, 40, 50, 60];

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
  const candidates = (always ? nearOrFar : near).flatMap((away) =>
    sides.map((side) => ({ side, away })),
  );
  return items.map((item) => {
    if (item.x < 0 || item.x > width || item.y < 0 || item.y > height) return undefined;
    let best: { place: Rectangle; cost: number } | undefined;
    for (const [rank, { side, away }] of candidates.entries()) {
      const place = beside(item, side, dotRadius, away);
      const outside =
        place.left < 0 || place.top < 0 || place.right > width || place.bottom > height;
      const [labels, covered] = [taken.overlaps(place), dots.overlaps(place)];
      if ((outside || labels + covered > 0) && !always) continue;
      const cost = (outside ? 1000 : 0) + 100 * labels + 20 * covered + rank;
      if (best === undefined || cost < best.cost) best = { place, cost };
    }
    if (best) taken.add(best.place);
    return best?.place;
  });
}

function beside(
  { x, y, width, height }: Labelled,
  [sideX, sideY]: readonly [number, number],
  dotRadius: number,
  away: number,
): Rectangle {
  const gapX = sideX * (dotRadius + 1 + margin + away);
  const gapY = sideY * ((sideX === 0 ? dotRadius + 1 : 0) + away);
  const centreX = x + sideX * (width / 2) + gapX;
  return around(centreX, y + sideY * (height / 2) + gapY, width + 2 * margin, height);
}

function around(x: number, y: number, width: number, height: number): Rectangle {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}
