import { createKeyedVectors } from '@tovec/vectors';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { loadEncoder, tableOf } from '../files/load-encoder.js';
import { addExamples } from '../options/examples.js';
import { visible } from '../output/table.js';
import { resolveItems } from '../queries/resolve-items.js';

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
  const loaded = await loadEncoder(model, context);
  const vectors = tableOf(loaded, model);
  const different = [...new Set(items)];
  const terms = await resolveItems(loaded, different, context);
  const rows = terms.flatMap((term) => [...(typeof term === 'string' ? vectors.get(term) : term)]);
  const { dimensions } = vectors;
  const table = createKeyedVectors({
    items: different,
    matrix: Float32Array.from(rows),
    dimensions,
  });
  const oddOneOut = table.oddOneOut(different);
  await context.print({ model, items, oddOneOut }, () => visible(oddOneOut));
}
