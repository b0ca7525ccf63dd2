import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadEncoder, tableOf } from '../files/load-encoder.js';
import { addExamples } from '../options/examples.js';
import { integer } from '../options/parse.js';
import { neighborTable } from '../output/neighbors.js';
import { resolveItems } from '../queries/resolve-items.js';

interface Options {
  readonly top: number;
  readonly plus?: readonly string[];
  readonly minus?: readonly string[];
}

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a file of vectors, in any format that `tovec convert` reads')
    .argument('<item>', 'the item whose neighbours to find')
    .option('--top <n>', 'how many to find', integer({ min: 1 }), 10)
    .option('--plus <item...>', 'items to add')
    .option('--minus <item...>', 'items to subtract')
    .action((model: string, item: string, options: Options) => run(context, model, item, options));
  addExamples(command, [
    ['tovec nearest model.safetensors king', 'The ten nearest'],
    ['tovec nearest model.safetensors king --minus man --plus woman', 'Of king − man + woman'],
  ]);
}

async function run(context: Context, model: string, item: string, options: Options) {
  const { top, plus = [], minus = [] } = options;
  const loaded = await loadEncoder(model, context);
  const vectors = tableOf(loaded, model);
  const terms = await resolveItems(loaded, [item, ...plus, ...minus], context);
  // A single item is searched as it is; a sum is one of vectors at unit length.
  const added = 1 + plus.length;
  const query =
    terms.length === 1
      ? terms[0]!
      : { positive: terms.slice(0, added), negative: terms.slice(added) };
  const neighbors = vectors.nearest(query, { topK: top });
  const result = { model, item, plus, minus, neighbors };
  await context.print(result, () => neighborTable(neighbors));
}
