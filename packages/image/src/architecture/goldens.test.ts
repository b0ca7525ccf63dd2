import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StreamedTensor, writeSafetensors } from '@tovec/core';
import {
  compileNetwork,
  describeNetwork,
  type NameMap,
  type Network,
  streamWeights,
  type TensorData,
  type WeightSpec,
} from '@tovec/nn';
import { expect, onTestFinished, test } from 'vitest';
import {
  type EfficientNetOptions,
  efficientnetArchitecture,
  efficientnetLayerAliases,
  efficientnetLayouts,
  efficientnetNetwork,
} from '../efficientnet/index.js';
import {
  resnet50Architecture,
  resnet50LayerAliases,
  resnet50Layouts,
  resnet50Network,
} from '../resnet50/index.js';
import { formula, placesIn, rangeOf } from '../testing/formula.js';
import {
  vgg16Architecture,
  vgg16LayerAliases,
  vgg16Layouts,
  vgg16Network,
} from '../vgg16/index.js';
import { pixelInputs } from './architecture.js';

// Made by tools/goldens/images.py with Keras, torchvision and timm.
const fixtures = new URL('../../fixtures/networks/', import.meta.url);

interface Golden {
  readonly layout: 'keras' | 'torchvision' | 'timm' | 'timm-tf';
  readonly options: EfficientNetOptions & { readonly version?: 'v1' | 'v1.5' };
  readonly size: number;
  /** How many tensors the library has, and the SHA-256 of their names and shapes. */
  readonly tensors: number;
  readonly digest: string;
  readonly layers: Readonly<Record<string, GoldenLayer>>;
}

interface GoldenLayer {
  readonly shape: readonly number[];
  readonly norm: number;
  readonly mean: number;
  readonly at: readonly number[];
}

interface Subject {
  readonly network: Network;
  readonly names: NameMap;
  readonly aliases: Readonly<Record<string, string>>;
}

function subjectOf(file: string, { layout, options, size }: Golden): Subject {
  if (file.startsWith('efficientnet')) {
    const architecture = efficientnetArchitecture({ ...options, layout, size });
    const names = efficientnetLayouts(architecture)[layout];
    const aliases = efficientnetLayerAliases(architecture);
    return { network: efficientnetNetwork(architecture), names, aliases };
  }
  const common = layout as Exclude<typeof layout, 'timm-tf'>;
  if (file.startsWith('vgg16')) {
    const architecture = vgg16Architecture({ size });
    const names = vgg16Layouts(architecture)[common];
    return { network: vgg16Network(architecture), names, aliases: vgg16LayerAliases() };
  }
  const architecture = resnet50Architecture({ version: options.version, size });
  const aliases = resnet50LayerAliases(architecture);
  return { network: resnet50Network(architecture), names: resnet50Layouts[common], aliases };
}

/** The tensors that the library's file has for these weights, filled by the formula. */
function tensorsOf(weights: readonly WeightSpec[], names: NameMap): StreamedTensor[] {
  return weights.map((weight) => {
    const { tensor, shape: own, order } = names.find(weight);
    const name = typeof tensor === 'string' ? tensor : tensor[0]!;
    const back = order?.map((_, axis) => weight.shape[order.indexOf(axis)]!);
    const shape = own ?? back ?? weight.shape;
    const size = shape.reduce((product, length) => product * length, 1);
    const chunks = () => {
      const values = formula(name, size, rangeOf(name, shape));
      return [new Uint8Array(values.buffer)];
    };
    return { name, dtype: 'F32', shape, chunks };
  });
}

function digestOf(tensors: readonly StreamedTensor[]): string {
  const lines = tensors.map(({ name, shape }) => `${name} ${shape.join(',')}`);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

/** How far a layer is from its golden, relative to the root of the mean square of its numbers. */
function distance(name: string, { data, shape }: TensorData, golden: GoldenLayer): number {
  expect([name, shape]).toEqual([name, [1, ...golden.shape]]);
  const values = data as Float32Array;
  const rms = golden.norm / Math.sqrt(values.length);
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const places = placesIn(name, golden.at.length, values.length);
  const distances = places.map((place, at) => Math.abs(values[place]! - golden.at[at]!) / rms);
  return Math.max(
    ...distances,
    Math.abs(Math.sqrt(squares) / golden.norm - 1),
    Math.abs(sum / values.length - golden.mean) / rms,
  );
}

for (const file of (await readdir(fixtures)).sort()) {
  test(`${file} is what the network gives, at every layer`, { timeout: 60_000 }, async () => {
    const golden: Golden = JSON.parse(await readFile(new URL(file, fixtures), 'utf8'));
    const { network, names, aliases } = subjectOf(file, golden);
    const inputs = pixelInputs(golden);
    const { weights } = describeNetwork(network, inputs);
    const tensors = tensorsOf(weights, names);
    expect([tensors.length, digestOf(tensors)]).toEqual([golden.tensors, golden.digest]);

    const directory = await mkdtemp(join(tmpdir(), 'tovec-image-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const path = join(directory, 'model.safetensors');
    await writeSafetensors(path, { tensors });
    const layers = Object.keys(golden.layers);
    const called = (layer: string) => aliases[layer] ?? layer;
    await using compiled = await compileNetwork(network, {
      inputs,
      weights: streamWeights(path, { weights, layout: names }),
      outputs: [...new Set(layers.map(called))],
    });
    const shape = [1, 3, golden.size, golden.size];
    const pixels = formula('pixels', 3 * golden.size ** 2, [1.5, 0]);
    const outputs = await compiled.run({ pixels: { data: pixels, shape } });
    const distances = layers.map((layer) => ({
      layer,
      distance: distance(layer, outputs[called(layer)]!, golden.layers[layer]!),
    }));
    expect(distances.filter(({ distance }) => !(distance < 1e-4))).toEqual([]);
  });
}
