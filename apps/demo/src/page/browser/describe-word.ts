import type { BrowserData } from '../page-data.js';

/** A word in a sentence, for whoever listens to the page. */
export function describeWord(
  { words, parts }: Pick<BrowserData, 'words' | 'parts'>,
  index: number,
): string {
  const { word, part, near } = words[index]!;
  const neighbours = near.map(([other]) => words[other]!.word).join(', ');
  return `${word}, ${parts[part]}. Near it: ${neighbours}`;
}
