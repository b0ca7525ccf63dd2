/**
 * The names closest to a mistyped one, nearest first: those within a third of its length in
 * Levenshtein edits (at least two), ignoring case.
 *
 * @param limit how many to return at most; default 3
 *
 * @example
 * ```ts
 * import { nearestNames } from '@tovec/core';
 *
 * console.log(nearestNames('dimension', ['dimensions', 'window', 'epochs'])); // [ 'dimensions' ]
 * ```
 */
export function nearestNames(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase();
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  const found: { candidate: string; edits: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > allowed) continue;
    const edits = editDistance(wanted, candidate.toLowerCase());
    if (edits <= allowed && edits < Math.max(wanted.length, candidate.length)) {
      found.push({ candidate, edits });
    }
  }
  found.sort((a, b) => a.edits - b.edits);
  return found.slice(0, limit).map(({ candidate }) => candidate);
}

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
