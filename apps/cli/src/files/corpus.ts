import { openSource, type Source } from '@tovec/core';
import type { Documents } from '@tovec/document/doc2vec';
import type { Corpus } from '@tovec/word/word2vec';
import { readLineGroups, readPieces } from './read-lines.js';
import { isPipe } from './sources.js';

/** A path, for workers to read in parts; of a pipe, which can be read only once, its text. */
export async function corpusOf(argument: string, signal: AbortSignal): Promise<Corpus> {
  if (argument === '-') return textOf(process.stdin, signal);
  return (await isPipe(argument)) ? textOf(argument, signal) : { path: argument };
}

/** The same for documents, of which a pipe has one a line. */
export async function documentsOf(argument: string, signal: AbortSignal): Promise<Documents> {
  if (argument === '-') return linesOf(process.stdin, signal);
  return (await isPipe(argument)) ? linesOf(argument, signal) : { path: argument };
}

async function* linesOf(source: Source, signal: AbortSignal): AsyncGenerator<string> {
  await using reader = await openSource(source, { signal });
  for await (const lines of readLineGroups(reader)) yield* lines;
}

async function* textOf(source: Source, signal: AbortSignal): AsyncGenerator<string> {
  await using reader = await openSource(source, { signal });
  yield* readPieces(reader, true);
}
