import type { Command } from 'commander';
import { integer } from './parse.js';
import { refuseGiven } from './refuse.js';

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

/** Refuses noise for a loss that has none. */
export function refuseNegative(command: Command, loss: string | undefined): void {
  if (loss === 'negative-sampling') return;
  const reason = `is for --loss negative-sampling, but the loss is ${loss}`;
  refuseGiven(command, (name) => name === 'negative', reason);
}
