import type { MapWord } from '../../page-data.js';

const smallest = 11;
const largest = 15;
/** Of the font size. */
const lineHeight = 1.15;

export interface TextSize {
  readonly font: number;
  readonly width: number;
  readonly height: number;
}

/** How large each word's label is: the more frequent, the larger, by the logarithm of its count. */
export function textSizes(words: readonly MapWord[], family: string): TextSize[] {
  const logs = words.map(({ count }) => Math.log(Math.max(count, 1)));
  const least = Math.min(...logs);
  const range = Math.max(...logs) - least || 1;
  const context = document.createElement('canvas').getContext('2d');
  return words.map(({ word }, index) => {
    const font = smallest + ((largest - smallest) * (logs[index]! - least)) / range;
    if (context) context.font = `${font}px ${family}`;
    const width = context?.measureText(word).width ?? word.length * font * 0.6;
    return { font, width, height: font * lineHeight };
  });
}
