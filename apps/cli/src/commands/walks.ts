import { type RandomWalksOptions, randomWalks } from '@tovec/graph/node2vec';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { graphOf } from '../files/graph.js';
import { writeSentences } from '../files/write-sentences.js';
import { checkPlace } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
import { addGraphOptions, addWalkOptions, graphArgument } from '../options/graph.js';
import { integer } from '../options/parse.js';
import { count, duration } from '../output/numbers.js';
import { table } from '../output/table.js';

type Options = { readonly out: string } & Omit<RandomWalksOptions, 'signal' | 'onProgress'>;

export function define(command: Command, context: Context): void {
  command
    .argument('<edges>', graphArgument)
    .option('--out <file>', 'where the walks go, one a line; - for stdout', '-')
    .option('--seed <n>', 'the same seed gives the same walks', integer(), 1);
  addWalkOptions(command);
  addGraphOptions(command);
  command.action((edges: string, options: Options) => run(context, edges, options));
  addExamples(command, [
    ['tovec walks edges.txt --p 0.5 --q 2 --out walks.txt', 'What node2vec learns from'],
    [
      'tovec walks edges.txt --walks-per-node 1 | tovec train word2vec - --out nodes.txt --min-count 1',
      'Walks as sentences',
    ],
  ]);
}

async function run(context: Context, edges: string, { out, ...options }: Options) {
  const { signal, onProgress } = context;
  if (out !== '-') await checkPlace(out);
  const start = performance.now();
  let walks = 0;
  const counted = async function* () {
    for await (const walk of randomWalks(await graphOf(edges), { ...options, signal })) {
      walks++;
      yield walk;
    }
  };
  const steps = await writeSentences(out, counted(), { signal, onProgress });
  if (out === '-') return;
  const seconds = (performance.now() - start) / 1000;
  await context.print({ out, walks, steps, seconds }, () =>
    table([
      ['walks', `${count(walks)} in ${out}`],
      ['steps', count(steps)],
      ['time', duration(seconds)],
    ]),
  );
}
