import { openSource, SourceError } from '@tovec/core';
import { readLines } from './read-lines.js';
import { sourceOf } from './sources.js';

/** The lines of a file of texts with labels, those without a word on them left out. */
export async function readExamples(file: string, signal: AbortSignal): Promise<string[]> {
  await using reader = await openSource(sourceOf(file), { signal });
  const lines = (await readLines(reader)).filter((line) => line.trim() !== '');
  if (lines.length > 0) return lines;
  throw new SourceError(`there are no examples in ${file}`, { source: file });
}
