// Runs one network on numbers that lie ready, with one program, in a process of its own:
//
//   node run-network.js '{ "program": "tovec", "network": "resnet50", "folder": …, "batch": 8, … }'
import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, importOptional } from '@tovec/core';
import { pixelInputs } from '@tovec/image';
import {
  compileNetwork,
  describeNetwork,
  estimateMemory,
  exportOnnx,
  interpretNetwork,
  type Network,
  readWeights,
  streamWeights,
} from '@tovec/nn';
import { architectures } from '../image/networks.js';
import type { NetworkName } from '../image/settings.js';
import { ownPeakMemory } from '../processes/run-process.js';

export interface RunNetworkInput {
  readonly program: 'tovec' | 'onnxruntime' | 'tfjs';
  /** Where `<network>.onnx` and `<network>.safetensors` are. */
  readonly folder: string;
  readonly network: NetworkName;
  readonly size: number;
  readonly batch: number;
  readonly pictures: number;
}

export interface RunNetworkOutput {
  readonly secondsPerPicture: number;
  readonly loadSeconds: number;
  readonly peakMemoryBytes: number;
  /** Of the same process, once the runtime had run a network of one operation. */
  readonly baseMemoryBytes: number;
  readonly weightBytes: number;
  /** The most that values of the network take at once; of tovec only. */
  readonly activationBytes?: number | undefined;
  /** The first logits, which all programs must agree on. */
  readonly logits: readonly number[];
  /** Where TensorFlow.js computed. */
  readonly engine?: string | undefined;
}

const { InferenceSession, Tensor } = await importOptional(
  'onnxruntime-node',
  '*',
  () => import('onnxruntime-node'),
);
const input = JSON.parse(process.argv[2] ?? '') as RunNetworkInput;
const { program, folder, network: name, size, batch, pictures } = input;
const weightsFile = join(folder, `${name}.safetensors`);
const pixels = numbers(batch * 3 * size * size);
const shape = [batch, 3, size, size];

/** Computes the logits of a batch. */
type Run = () => Promise<Float32Array>;

interface Loaded {
  readonly run: Run;
  readonly activationBytes?: number;
  readonly engine?: string;
}

await (program === 'onnxruntime' ? runTinySession() : runTinyNetwork());
const baseMemoryBytes = ownPeakMemory();
const start = performance.now();
const { run, ...details } = await { tovec: loadTovec, onnxruntime: loadBare, tfjs: loadTfjs }[
  program
]();
const loadSeconds = (performance.now() - start) / 1000;
const first = await run();
const calls = Math.max(1, Math.round(pictures / batch));
const begin = performance.now();
// The next call is there when one ends, as with an encoder of many pictures.
let last: Promise<unknown> = Promise.resolve();
for (let call = 0; call < calls; call++) {
  const next = run();
  await last;
  last = next;
}
await last;
const output: RunNetworkOutput = {
  secondsPerPicture: (performance.now() - begin) / 1000 / (calls * batch),
  loadSeconds,
  peakMemoryBytes: ownPeakMemory(),
  baseMemoryBytes,
  weightBytes: weightBytes(),
  logits: [...first.subarray(0, 5)],
  ...details,
};
console.log(JSON.stringify(output));
process.exit();

async function loadTovec(): Promise<Loaded> {
  const { network, inputs, map, specs } = theNetwork();
  const weights = streamWeights(weightsFile, { weights: specs, layout: map, reuse: true });
  const compiled = await compileNetwork(network, { inputs, weights, outputs: ['logits'] });
  const { activations } = estimateMemory(network, {
    ...{ inputs, axes: { batch }, outputs: ['logits'] },
  });
  // As an encoder does: memory that goes over and comes back, while the next batch is in the other.
  const free = [pixels, pixels.slice()];
  return {
    activationBytes: activations,
    async run() {
      const { logits } = await compiled.run(
        { pixels: { data: free.pop()!, shape } },
        { transfer: true, reclaim: (inputs) => free.push(inputs.pixels as Float32Array) },
      );
      return logits!.data as Float32Array;
    },
  };
}

/** What a user of onnxruntime-node writes. */
async function loadBare(): Promise<Loaded> {
  const session = await InferenceSession.create(join(folder, `${name}.onnx`));
  return {
    async run() {
      const { logits } = await session.run({ pixels: new Tensor('float32', pixels, shape) });
      return logits!.data as Float32Array;
    },
  };
}

async function loadTfjs(): Promise<Loaded> {
  const { network, inputs, map, specs } = theNetwork();
  const weights = await readWeights(weightsFile, { weights: specs, layout: map });
  const interpreted = await interpretNetwork(network, { inputs, weights });
  return {
    engine: interpreted.engine,
    async run() {
      const { logits } = await interpreted.run(
        { pixels: { data: pixels, shape } },
        { outputs: ['logits'] },
      );
      return logits!.data as Float32Array;
    },
  };
}

function theNetwork() {
  const { network, map } = architectures[name]();
  const inputs = pixelInputs({ size });
  return { network, inputs, map, specs: describeNetwork(network, inputs).weights };
}

/** The runtime, woken up. */
async function runTinyNetwork(): Promise<void> {
  const tiny: Network = (ops, _, { x }) => ({ y: ops.relu(x!) });
  const compiled = await compileNetwork(tiny, {
    ...{ inputs: { x: { shape: [1] } }, weights: new Map() },
  });
  await compiled.run({ x: { data: Float32Array.of(1), shape: [1] } });
}

async function runTinySession(): Promise<void> {
  const file = join(tmpdir(), `tovec-bench-${process.pid}.onnx`);
  const tiny: Network = (ops, _, { x }) => ({ y: ops.relu(x!) });
  await exportOnnx(tiny, { inputs: { x: { shape: [1] } }, weights: new Map() }, file);
  const session = await InferenceSession.create(file);
  await session.run({ x: new Tensor('float32', [1], [1]) });
  await rm(file);
}

function weightBytes(): number {
  return statSync(weightsFile).size;
}

function numbers(count: number): Float32Array {
  const random = createRandom(1);
  return Float32Array.from({ length: count }, () => 2 * random.float() - 1);
}
