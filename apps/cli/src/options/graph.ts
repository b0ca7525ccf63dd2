import { type Command, Option } from 'commander';
import { integer, number } from './parse.js';

/** What a graph may be. */
export const graphArgument = 'an edge list or adjacency list (.gz as well), or - for stdin';

/** How a file becomes a graph. */
export function addGraphOptions(command: Command): void {
  command
    .optionsGroup('Graph:')
    .option('--directed', 'edges lead in one direction only')
    .option('--weighted', 'every edge must have a weight (default: where all have one)')
    .option('--no-weighted', 'pass weights over')
    .addOption(
      new Option('--weight <meaning>', 'whether a high weight is near or far')
        .choices(['affinity', 'distance'])
        .default('affinity'),
    )
    .addOption(
      new Option('--format <name>', 'of the lines (default: what they look like)').choices([
        'edge-list',
        'adjacency-list',
      ]),
    );
}

/** How walks go. */
export function addWalkOptions(command: Command): void {
  command
    .optionsGroup('Walks:')
    .option('--walk-length <n>', 'nodes of a walk', integer({ min: 2 }), 80)
    .option('--walks-per-node <n>', 'walks from each node', integer({ min: 1 }), 10)
    .option('--p <p>', 'the smaller, the likelier straight back', number({ above: 0 }), 1)
    .option('--q <q>', 'the smaller, the further away', number({ above: 0 }), 1)
    .option('--extended', 'node2vec+: weak edges count as hardly there')
    .option('--gamma <g>', 'for that: how strong a strong edge is', number(), 0)
    .addOption(
      new Option('--strategy <name>', 'how steps are drawn')
        .choices(['auto', 'first-order', 'rejection', 'precomputed'])
        .default('auto'),
    );
}
