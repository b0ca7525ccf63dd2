import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEdges, splitEdges } from '@tovec/eval';
import { graphFrom } from '@tovec/graph/node2vec';
import { judging } from './settings.js';

/** The graphs of the benchmark, as files that every program reads. */
export interface Graphs {
  readonly blogCatalog: { readonly edges: string; readonly labels: string };
  readonly cora: { readonly edges: string; readonly labels: string };
  /** Cora without the edges held out, and the split as JSON. */
  readonly heldOut: { readonly edges: string; readonly split: string };
}

/** Writes the graphs of the shared data as edge lists, each edge once. */
export async function prepareGraphs(data: string, folder: string): Promise<Graphs> {
  const file = (name: string) => join(data, name);
  const blogCatalog = join(folder, 'blog-catalog.txt');
  writeFileSync(blogCatalog, await edgesOf(file('bc_adjlist.txt')));
  const cora = join(folder, 'cora.txt');
  writeFileSync(cora, await edgesOf(file('cora.edges')));
  const split = await splitEdges(await readEdges(cora), {
    testFraction: judging.testFraction,
    seed: 1,
  });
  const heldOut = { edges: join(folder, 'cora-residual.txt'), split: join(folder, 'split.json') };
  writeFileSync(heldOut.edges, split.residual.map(([a, b]) => `${a} ${b}\n`).join(''));
  writeFileSync(heldOut.split, JSON.stringify(split));
  return {
    blogCatalog: { edges: blogCatalog, labels: file('bc_labels.txt') },
    cora: { edges: cora, labels: file('cora.labels') },
    heldOut,
  };
}

/** The different edges of a graph, one a line. */
async function edgesOf(path: string): Promise<string> {
  const { names, arcs } = await graphFrom({ source: readFileSync(path) });
  const texts = names.toArray();
  let lines = '';
  for (const [node, name] of texts.entries()) {
    for (let arc = arcs.offsets[node]!; arc < arcs.offsets[node + 1]!; arc++) {
      const target = arcs.targets[arc]!;
      if (target >= node) lines += `${name} ${texts[target]}\n`;
    }
  }
  return lines;
}
