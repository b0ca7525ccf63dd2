// Trains Node2Vec on a random graph of so many nodes, in a process of its own:
//
//   node scale-node2vec.js '{ "nodes": 1000000, "edgesPerNode": 10, "file": …, "options": … }'

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom } from '@tovec/core';
import {
  type Node2VecReport,
  type Node2VecTrainOptions,
  trainNode2Vec,
} from '@tovec/graph/node2vec';
import { ownPeakMemory } from '../processes/run-process.js';

export interface ScaleNode2VecInput {
  readonly nodes: number;
  readonly edgesPerNode: number;
  /** Where the edge list is written, and read from. */
  readonly file: string;
  /** Write the file and do nothing else: what that takes is not to be measured. */
  readonly onlyWrite: boolean;
  readonly options: Node2VecTrainOptions;
}

export interface ScaleNode2VecOutput {
  readonly report: Node2VecReport | undefined;
  readonly peakMemoryBytes: number;
}

const input = JSON.parse(process.argv[2] ?? '') as ScaleNode2VecInput;
if (input.onlyWrite) await writeEdges(input);
const report = input.onlyWrite
  ? undefined
  : (await trainNode2Vec({ path: input.file }, input.options)).report;
const output: ScaleNode2VecOutput = {
  report,
  peakMemoryBytes: ownPeakMemory(),
};
console.log(JSON.stringify(output));

/** Some nodes have many more edges than others, as in graphs that grew. */
async function writeEdges({ nodes, edgesPerNode, file }: ScaleNode2VecInput): Promise<void> {
  const random = createRandom(1);
  const stream = createWriteStream(file);
  for (let node = 0; node < nodes; node++) {
    let lines = '';
    for (let edge = 0; edge < edgesPerNode; edge++) {
      const other = Math.floor(nodes * random.float() ** 2);
      lines += `${node} ${other === node ? (node + 1) % nodes : other}\n`;
    }
    if (!stream.write(lines)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}
