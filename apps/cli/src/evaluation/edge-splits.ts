import { basename } from 'node:path';
import { encodeUtf8, openSource, writeFileAtomically } from '@tovec/core';
import { type Edge, type EdgeSplit, readEdgeSplit, splitEdges } from '@tovec/eval';
import type { CsrGraph, GraphFromOptions } from '@tovec/graph/node2vec';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { graphOf } from '../files/graph.js';
import { isPipe, sourceOf } from '../files/sources.js';
import { checkPlace } from '../files/writers.js';
import { addGraphOptions } from '../options/graph.js';
import { integer, number } from '../options/parse.js';
import { refuseGiven } from '../options/refuse.js';

/** How a graph is divided, and where the parts go. */
export interface EdgeSplitRunOptions
  extends Pick<GraphFromOptions, 'directed' | 'weighted' | 'weight' | 'format'> {
  readonly testFraction: number;
  readonly validationFraction: number;
  readonly trainingPairs: number;
  readonly splitOut?: string;
  readonly residualOut?: string;
  readonly seed: number;
}

export function addEdgeSplitOptions(command: Command): void {
  addGraphOptions(command);
  command
    .optionsGroup('Held-out edges:')
    .option('--test-fraction <share>', 'edges to test with', number({ above: 0 }), 0.5)
    .option(
      '--validation-fraction <share>',
      'edges to choose the operator by',
      number({ min: 0 }),
      0.1,
    )
    .option('--training-pairs <n>', 'edges to train probes with', integer({ min: 1 }), 20_000)
    .option('--split-out <file>', 'keep the split as JSON, for models to be trained on it')
    .option('--residual-out <file>', 'write the edges that are left, to train a model on');
}

/** Options that say how to divide, which a split that was kept has behind it. */
const dividing = [
  ...['directed', 'weighted', 'weight', 'format'],
  ...['testFraction', 'validationFraction', 'trainingPairs'],
];

/** The graph in two: a file of edges is divided, a split that was kept is read. */
export async function edgeSplitOf(
  file: string,
  options: EdgeSplitRunOptions,
  command: Command,
  context: Context,
): Promise<{ readonly split: EdgeSplit; readonly isKept: boolean }> {
  const { splitOut, residualOut } = options;
  for (const path of [splitOut, residualOut]) if (path !== undefined) await checkPlace(path);
  const { signal } = context;
  const isKept = await isJson(file, context);
  if (isKept) {
    refuseGiven(command, (name) => dividing.includes(name), `is for edges, but ${file} is a split`);
  }
  const split = isKept
    ? await readEdgeSplit(sourceOf(file), { signal })
    : await divide(file, options, context);
  if (splitOut !== undefined) await write(splitOut, `${JSON.stringify(split)}\n`, signal);
  if (residualOut !== undefined) await write(residualOut, linesOf(split.residual), signal);
  return { split, isKept };
}

async function divide(
  file: string,
  { testFraction, validationFraction, trainingPairs, seed, ...options }: EdgeSplitRunOptions,
  { signal, onProgress }: Context,
): Promise<EdgeSplit> {
  if (testFraction + validationFraction >= 1) {
    throw new UsageError('--test-fraction and --validation-fraction must be less than 1 together');
  }
  const { directed, weighted, weight, format } = options;
  const { graphFrom } = await import('@tovec/graph/node2vec');
  const graph = await graphFrom(await graphOf(file), {
    ...{ directed, weighted, weight, format, signal, onProgress },
  });
  const settings = { directed: graph.isDirected, testFraction, validationFraction, trainingPairs };
  return splitEdges(edgesOf(graph), { ...settings, seed, name: basename(file) });
}

/** The edges of a graph, each once; weights are what walks take them for. */
function* edgesOf({ names, arcs, isDirected }: CsrGraph): Generator<Edge> {
  const { offsets, targets, weights } = arcs;
  for (let node = 0; node < names.length; node++) {
    const name = names.at(node);
    for (let arc = offsets[node]!; arc < offsets[node + 1]!; arc++) {
      const target = targets[arc]!;
      if (!isDirected && target < node) continue;
      yield weights ? [name, names.at(target), weights[arc]!] : [name, names.at(target)];
    }
  }
}

/** Whether a file holds an object of JSON: no list of edges starts so. */
async function isJson(file: string, { signal }: Context): Promise<boolean> {
  if (file === '-' || (await isPipe(file))) return false;
  await using reader = await openSource(sourceOf(file), { signal });
  const start = new Uint8Array(64);
  const count = await reader.read(start);
  return /^\s*\{/.test(new TextDecoder().decode(start.subarray(0, count)));
}

function linesOf(edges: readonly Edge[]): string {
  return edges.map((edge) => `${edge.join(' ')}\n`).join('');
}

async function write(path: string, text: string, signal: AbortSignal): Promise<void> {
  await writeFileAtomically(path, (file) => file.write(encodeUtf8(text)), { signal });
}
