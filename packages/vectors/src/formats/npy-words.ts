/** The text file that holds the items of a `.npy`: `table.npy` has `table.words.txt` beside it. */
export function wordsPathOf(npyPath: string): string {
  return `${npyPath.replace(/\.npy$/i, '')}.words.txt`;
}
