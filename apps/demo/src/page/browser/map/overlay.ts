import type { MapWord } from '../../page-data.js';
import { svg } from '../elements.js';
import { type PlaceOptions, placeLabels } from './place-labels.js';
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

/** The first word with lines to the others, all labelled. */
export function drawOverlay(shown: readonly Shown[], frame: PlaceOptions): SVGElement[] {
  const [centre, ...others] = shown;
  if (centre === undefined) return [];
  const items = shown.map(({ x, y, size }, index) => {
    const scale = scaleOf(index);
    return { x, y, width: size.width * scale, height: size.height * scale };
  });
  const labels = placeLabels(items, { ...frame, always: true });
  return [
    ...others.map(({ x, y }) => svg('line', { x1: centre.x, y1: centre.y, x2: x, y2: y })),
    ...shown.map(({ word, x, y, size }, index) => {
      const label = labels[index];
      const mark = svg(
        'g',
        { class: `part-${word.part}${index === 0 ? ' centre' : ''}` },
        svg('circle', { cx: x, cy: y, r: frame.dotRadius + (index === 0 ? 1 : 0) }),
      );
      if (label) {
        const at = { x: (label.left + label.right) / 2, y: (label.top + label.bottom) / 2 };
        mark.append(svg('text', { ...at, 'font-size': size.font * scaleOf(index) }, word.word));
      }
      return mark;
    }),
  ];
}

function scaleOf(index: number): number {
  return index === 0 ? enlargement * 1.1 : enlargement;
}
