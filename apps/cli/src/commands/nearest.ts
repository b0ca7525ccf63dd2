import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadVectors } from '../files/load-vectors.js';
import { addExamples } from '../options/examples.js';
import { integer } from '../options/parse.js';
import { neighborTable } from '../output/neighbors.js';

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
  const vectors = await loadVectors(model, context);
  // A single item is searched as it is; a sum is one of vectors at unit length.
  const isSum = plus.length + minus.length > 0;
  const query = isSum ? { positive: [item, ...plus], negative: minus } : item;
  const neighbors = vectors.nearest(query, { topK: top });
  const result = { model, item, plus, minus, neighbors };
  await context.print(result, () => neighborTable(neighbors));
}
