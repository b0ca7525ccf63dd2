import { escapeHtml } from '@tovec/core';

/** An SVG with a title above it, and what it says for those who do not see it. */
export function drawFigure(options: {
  readonly title: string;
  /** What is in it, in words. */
  readonly said: string;
  readonly width: number;
  readonly height: number;
  /** A drawing that would be too large at the width of the page. */
  readonly isSquare?: boolean;
  /** HTML between the title and the drawing. */
  readonly legend?: string;
  readonly content: string;
}): string {
  const { title, said, width, height, isSquare = false, legend = '', content } = options;
  const label = escapeHtml(`${title}: ${said}`);
  return (
    `<figure tabindex="0"${isSquare ? ' class="square"' : ''}>` +
    `<figcaption>${escapeHtml(title)}</figcaption>${legend}` +
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${content}</svg></figure>`
  );
}

/** The end of a long name tells things apart more often than its start. */
export function shorten(label: string, most = 28): string {
  const characters = [...label];
  return characters.length > most ? `…${characters.slice(1 - most).join('')}` : label;
}

/** To a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
