import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadVectors } from '../files/load-vectors.js';
import { addExamples } from '../options/examples.js';
import { neighborTable } from '../output/neighbors.js';

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
  const vectors = await loadVectors(model, context);
  const answers = vectors.analogy(a, b, c);
  await context.print({ model, a, b, c, answers }, () => neighborTable(answers));
}
