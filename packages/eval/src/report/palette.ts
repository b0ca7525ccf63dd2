import { escapeHtml } from '@tovec/core';

/**
 * How many colours there are: those of Okabe and Ito (2008), which people with any colour vision tell
 * apart, without yellow. Then the next shape begins.
 */
const colorCount = 7;

/** The outlines of marks around a point, about as large as each other. */
const shapes: readonly ((size: number) => string)[] = [
  (size) => `m${-size} 0a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0z`,
  (size) => `m0 ${-1.3 * size}l${1.25 * size} ${2.2 * size}h${-2.5 * size}z`,
  (size) => `m${-0.9 * size} ${-0.9 * size}h${1.8 * size}v${1.8 * size}h${-1.8 * size}z`,
  (size) =>
    `m0 ${-1.35 * size}l${1.35 * size} ${1.35 * size}l${-1.35 * size} ${1.35 * size}l${-1.35 * size} ${-1.35 * size}z`,
  (size) => `m0 ${1.3 * size}l${1.25 * size} ${-2.2 * size}h${-2.5 * size}z`,
];

const dashes: readonly string[] = ['', '7 4', '2 3', '10 3 2 3'];

/** The class that gives the colour of the so many-th group. */
export function colorClass(group: number): string {
  return `c${group % colorCount}`;
}

/** The mark of the so many-th group at a point, as the part of a path. */
export function markAt(group: number, x: number, y: number, size: number): string {
  const shape = shapes[Math.floor(group / colorCount) % shapes.length]!;
  return `M${x} ${y}${shape(size)}`;
}

/** The dashes of the so many-th line, as an attribute: with its colour they tell it apart. */
export function dashOf(group: number): string {
  const dash = dashes[Math.floor(group / colorCount) % dashes.length]!;
  return dash === '' ? '' : ` stroke-dasharray="${dash}"`;
}

/** Which mark or line is whose. */
export function drawLegend(labels: readonly string[], kind: 'mark' | 'line'): string {
  const items = labels.map((label, group) => {
    const sample =
      kind === 'line'
        ? `<path class="line ${colorClass(group)}"${dashOf(group)} d="M1 7H25"/>`
        : `<path class="mark ${colorClass(group)}" d="${markAt(group, 13, 7, 4.5)}"/>`;
    const svg = `<svg viewBox="0 0 26 14" aria-hidden="true">${sample}</svg>`;
    return `<li>${svg}${escapeHtml(label)}</li>`;
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}
