import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, choices, number, parseOptions, UsageError } from '../command.js';
import { isAbsent } from '../contestants/contestant.js';
import type { Node2VecContestant } from '../contestants/node2vec.js';
import { findPecanPy } from '../contestants/pecanpy.js';
import { findSnapNode2Vec } from '../contestants/snap-node2vec.js';
import { tovecNode2Vec } from '../contestants/tovec-node2vec.js';
import { Session } from '../session.js';
import { sharedData } from '../workspace.js';
import { prepareGraphs } from './graphs.js';
import {
  measureQuality,
  measureScale,
  measureTraining,
  measureWalks,
  type Node2VecRun,
} from './runs.js';
import { judging, scale, threads, training } from './settings.js';
import { summarizeNode2Vec } from './summarize.js';

const measures = ['train', 'walk', 'quality', 'scale'] as const;
const peers = { PecanPy: findPecanPy, SNAP: findSnapNode2Vec };
const peerNames = Object.keys(peers) as (keyof typeof peers)[];

const help = `pnpm bench node2vec [options]

Learns the nodes of BlogCatalog and Cora, with tovec, PecanPy and the C++ program of SNAP in turn, at the
same settings: time from file to vectors, memory, classes of nodes, links held out; then random graphs of
up to a million nodes with tovec alone.

  --only <names>    only these measures, with commas: ${measures.join(', ')}
  --peers <names>   only these peers: ${peerNames.join(', ')}
  --runs <n>        rounds of each measure, 3 by default; medians count; peers train on BlogCatalog once
  --graphs <folder> where bc_adjlist.txt and cora.edges are, ../shared/data/graphs by default
  --wait            wait until nothing else runs, at the start and before every run
  --out <file>      where to write the result; bench/results/<date>-node2vec.json by default

Peers: PECANPY names PecanPy's command, SNAP_NODE2VEC SNAP's program; see bench/README.md.`;

/** `pnpm bench node2vec`. */
export const node2vecCommand: Command = {
  name: 'node2vec',
  summary: 'Node2Vec beside PecanPy and SNAP, and on a million nodes',
  help,
  async run(args, context) {
    const { values } = parseOptions(args, {
      ...{ only: 'string', peers: 'string', runs: 'string', graphs: 'string' },
      ...{ wait: 'boolean', out: 'string' },
    });
    const selected = choices('only', values.only, measures);
    const wanted = choices('peers', values.peers, peerNames);
    const rounds = number('runs', values.runs, 3, { min: 1, whole: true });
    const data = values.graphs ? context.resolve(values.graphs) : sharedData('graphs');
    if (!existsSync(join(data, 'bc_adjlist.txt'))) {
      throw new UsageError(`there is no bc_adjlist.txt in ${data}; see --graphs`);
    }
    const { signal } = context;
    const contestants: Node2VecContestant[] = [tovecNode2Vec(context.tovecVersion)];
    const absent: Record<string, string> = {};
    for (const name of peerNames) {
      if (!wanted.has(name)) continue;
      const peer = await peers[name](signal);
      if (isAbsent(peer)) absent[peer.name] = peer.absent;
      else contestants.push(peer);
    }
    const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-'));
    try {
      const graphs = await prepareGraphs(data, folder);
      const session = await Session.start<Node2VecRun>({
        ...{ benchmark: 'node2vec', absent, wait: values.wait === true, signal },
        versions: Object.fromEntries(contestants.map(({ name, version }) => [name, version])),
        settings: { training, threads, judging, scale, rounds },
        path: context.resultPath('node2vec', values.out),
        summarize: summarizeNode2Vec,
      });
      const setting = { session, contestants, graphs, folder };
      await session.conclude(async () => {
        if (selected.has('train')) await measureTraining(setting, rounds);
        if (selected.has('walk')) await measureWalks(setting, rounds);
        if (selected.has('quality')) await measureQuality(setting, rounds);
        if (selected.has('scale')) await measureScale(setting);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
