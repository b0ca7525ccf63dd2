import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadEncoder, tableOf } from '../files/load-encoder.js';
import { addExamples } from '../options/examples.js';
import { neighborTable } from '../output/neighbors.js';
import { resolveItems } from '../queries/resolve-items.js';

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a file of vectors, in any format that `tovec convert` reads')
    .argument('<a>')
    .argument('<b>', 'a is to b …')
    .argument('<c>', '… as c is to what?')
    .action((model: string, a: string, b: string, c: string) => run(context, model, a, b, c));
  addExamples(command, [
    ['tovec analogy model.safetensors man king woman', 'Man is to king as woman is to'],
    ['tovec analogy model.safetensors paris france oslo --json', 'For a program to read'],
  ]);
}

async function run(context: Context, model: string, a: string, b: string, c: string) {
  const loaded = await loadEncoder(model, context);
  const vectors = tableOf(loaded, model);
  const [from, to, like] = await resolveItems(loaded, [a, b, c], context);
  // Not vectors.analogy, which knows the items of the table only; it is the same sum.
  const answers = vectors.nearest({ positive: [to!, like!], negative: [from!] });
  await context.print({ model, a, b, c, answers }, () => neighborTable(answers));
}
