import type { MapWord } from '../../page-data.js';
import { svg } from '../elements.js';
import { type PlaceOptions, placeLabels } from './place-labels.js';
import type { Rectangle } from './rectangles.js';
import type { TextSize } from './text-size.js';

/** A word that is looked at, or near the one that is. */
export interface Shown {
  readonly word: MapWord;
  readonly x: number;
  readonly y: number;
  readonly size: TextSize;
}

/** How much larger than on the map the labels are. */
const enlargement = 1.15;

/** How much wider their bold letters are than those measured. */
const boldness = 1.08;

/** The first word with lines to the others, all labelled; a label that stands apart is led to. */
export function drawOverlay(shown: readonly Shown[], frame: PlaceOptions): SVGElement[] {
  const [centre, ...others] = shown;
  if (centre === undefined) return [];
  const items = shown.map(({ x, y, size }, index) => {
    const scale = scaleOf(index);
    return { x, y, width: size.width * scale * boldness, height: size.height * scale };
  });
  const labels = placeLabels(items, { ...frame, always: true });
  return [
    ...others.map(({ x, y }) => svg('line', { x1: centre.x, y1: centre.y, x2: x, y2: y })),
    ...shown.flatMap(({ word, x, y, size }, index) => {
      const label = labels[index];
      if (!label) return [];
      const corner = nearestPoint(label, x, y);
      const leader = { x1: x, y1: y, x2: corner.x, y2: corner.y, class: 'leader' };
      const at = { x: (label.left + label.right) / 2, y: (label.top + label.bottom) / 2 };
      const font = { 'font-size': size.font * scaleOf(index), class: `part-${word.part}` };
      return [svg('line', leader), svg('text', { ...at, ...font }, word.word)];
    }),
    ...shown.map(({ word, x, y }, index) => {
      const role = index === 0 ? ' centre' : '';
      return svg('circle', { cx: x, cy: y, r: frame.dotRadius, class: `part-${word.part}${role}` });
    }),
  ];
}

function nearestPoint({ left, right, top, bottom }: Rectangle, x: number, y: number) {
  return { x: Math.min(Math.max(x, left), right), y: Math.min(Math.max(y, top), bottom) };
}

function scaleOf(index: number): number {
  return index === 0 ? enlargement * 1.1 : enlargement;
}
