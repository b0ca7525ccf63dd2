import type { Command } from 'commander';
import { integer } from './parse.js';

/** Options of what is made of characters: fastText's own names. */
export function addNgramOptions(
  command: Command,
  { minn, maxn }: { readonly minn: number; readonly maxn: number },
): void {
  command
    .optionsGroup('N-grams:')
    .option('--minn <n>', 'shortest character n-gram', integer({ min: 0 }), minn)
    .option('--maxn <n>', 'longest; 0: none', integer({ min: 0 }), maxn)
    .option(
      '--bucket <n>',
      'rows they share: dimensions × 4 bytes each, most of a model’s memory',
      integer({ min: 0 }),
      2_000_000,
    );
}
