// Trains a probe or clusters, in a process of its own, on one thread:
//
//   node probe.js '{ "path": …, "dimensions": 384, "kind": "logistic", "c": 1, … }'
import { readFile } from 'node:fs/promises';
import { embeddingsFrom } from '@tovec/core';
import { kMeans, trainProbe } from '@tovec/eval';

export interface ProbeInput {
  readonly path: string;
  readonly dimensions: number;
  readonly classes: number;
  readonly kind: 'logistic' | 'one-vs-rest' | 'k-means';
  readonly c: number;
  readonly tolerance: number;
  /** Of k-means: runs from other centres. */
  readonly starts: number;
}

export interface ProbeOutput {
  /** Of the first call in this process, the files read before. */
  readonly seconds: number;
  /** What came out, on the data it was trained with: mean −ln p of the labels, or the inertia. */
  readonly loss: number;
  readonly converged: boolean;
}

const input = JSON.parse(process.argv[2] ?? '') as ProbeInput;
const { path, dimensions, classes, kind, c, tolerance, starts } = input;
const bytes = await readFile(`${path}.f32`);
const values = new Float32Array(Uint8Array.from(bytes).buffer);
const labels = JSON.parse(await readFile(`${path}.json`, 'utf8')) as number[][];
const points = embeddingsFrom(values, dimensions);
console.log(JSON.stringify(kind === 'k-means' ? await cluster() : await train(kind)));

async function cluster(): Promise<ProbeOutput> {
  const rows = [...points];
  const start = performance.now();
  const { inertia } = await kMeans(rows, { count: classes, seed: 1, starts });
  return { seconds: (performance.now() - start) / 1000, loss: inertia, converged: true };
}

async function train(probe: 'logistic' | 'one-vs-rest'): Promise<ProbeOutput> {
  // Names that sort as the numbers do.
  const names = labels.map((own) => own.map((label) => String(label).padStart(3, '0')));
  const start = performance.now();
  const trained = await trainProbe(points, names, { probe, c, tolerance });
  const seconds = (performance.now() - start) / 1000;
  const likely = await trained.probabilities(points);
  let loss = 0;
  for (const [row, own] of labels.entries()) {
    for (const [label, p] of likely[row]!.entries()) {
      if (own.includes(label)) loss -= Math.log(p);
      else if (probe === 'one-vs-rest') loss -= Math.log1p(-p);
    }
  }
  return { seconds, loss: loss / labels.length, converged: trained.converged };
}
