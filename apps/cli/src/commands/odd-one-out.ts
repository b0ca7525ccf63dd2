import type { Command } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { loadVectors } from '../files/load-vectors.js';
import { addExamples } from '../options/examples.js';
import { visible } from '../output/table.js';

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a file of vectors, in any format that `tovec convert` reads')
    .argument('<items...>', 'three items or more')
    .action((model: string, items: string[]) => run(context, model, items));
  addExamples(command, [
    ['tovec odd-one-out model.safetensors breakfast cereal dinner lunch', 'Which is no meal?'],
  ]);
}

async function run(context: Context, model: string, items: readonly string[]) {
  if (new Set(items).size < 3) {
    throw new UsageError('odd-one-out needs three different items or more to choose from');
  }
  const vectors = await loadVectors(model, context);
  const oddOneOut = vectors.oddOneOut(items);
  await context.print({ model, items, oddOneOut }, () => visible(oddOneOut));
}
