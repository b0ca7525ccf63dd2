// Writes labelled points for probes and clusters, in a process of its own:
//
//   node make-points.js '{ "path": …, "rows": 10000, "dimensions": 384, "classes": 10, … }'
import { writeFile } from 'node:fs/promises';
import { createRandom } from '@tovec/core';

export interface MakePointsInput {
  /** Where numbers go (`.f32`, row after row) and labels (`.json`, a list for each row). */
  readonly path: string;
  readonly rows: number;
  readonly dimensions: number;
  readonly classes: number;
  /** How far apart the classes lie, in standard deviations of a dimension. */
  readonly spread: number;
  /** Whether a row can have several labels. */
  readonly several: boolean;
}

export interface MakePointsOutput {
  readonly labels: number;
}

const input = JSON.parse(process.argv[2] ?? '') as MakePointsInput;
const { path, rows, dimensions, classes, spread, several } = input;
const random = createRandom(1);
const centres = Float64Array.from({ length: classes * dimensions }, () => spread * random.normal());
const values = new Float32Array(rows * dimensions);
const labels: number[][] = [];
for (let row = 0; row < rows; row++) {
  const own = new Set([row % classes]);
  // About as many labels a node as BlogCatalog has: 1.4.
  while (several && random.float() < 0.3) own.add(random.integer(classes));
  labels.push([...own]);
  for (let d = 0; d < dimensions; d++) {
    let value = random.normal();
    for (const label of own) value += centres[label * dimensions + d]! / own.size;
    values[row * dimensions + d] = value;
  }
}
await writeFile(`${path}.f32`, new Uint8Array(values.buffer));
await writeFile(`${path}.json`, JSON.stringify(labels));
const output: MakePointsOutput = { labels: labels.flat().length };
console.log(JSON.stringify(output));
