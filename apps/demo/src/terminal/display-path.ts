import { isAbsolute, relative } from 'node:path';

/** A path as one would type it here: relative to where one is, unless it leads elsewhere. */
export function displayPath(path: string, directory: string = process.cwd()): string {
  const short = relative(directory, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}
