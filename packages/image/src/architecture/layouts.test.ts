import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFileError, type TensorToWrite, writeSafetensors } from '@tovec/core';
import {
  describeNetwork,
  initializeWeights,
  type NameMap,
  type Network,
  readWeights,
  type WeightSpec,
  writeWeights,
} from '@tovec/nn';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  efficientnetArchitecture,
  efficientnetLayouts,
  efficientnetNetwork,
} from '../efficientnet/index.js';
import { resnet50Architecture, resnet50Layouts, resnet50Network } from '../resnet50/index.js';
import { vgg16Architecture, vgg16Layouts, vgg16Network } from '../vgg16/index.js';
import { pixelInputs } from './architecture.js';

const small = { size: 64, classes: 5 };
const vgg16 = vgg16Architecture({ ...small, width: 4, hidden: 8 });
const resnet50 = resnet50Architecture({ ...small, version: 'v1', width: 4, depths: [1, 1, 1, 1] });
const efficientnet = efficientnetArchitecture({ ...small, width: 0.25, depth: 0.5 });

const weightsOf = (network: Network) => describeNetwork(network, pixelInputs(small)).weights;
const subjects = [
  { name: 'vgg16', weights: weightsOf(vgg16Network(vgg16)), layouts: vgg16Layouts(vgg16) },
  { name: 'resnet50', weights: weightsOf(resnet50Network(resnet50)), layouts: resnet50Layouts },
  {
    name: 'efficientnet',
    weights: weightsOf(efficientnetNetwork(efficientnet)),
    layouts: efficientnetLayouts(efficientnet),
  },
];

async function temporaryFile() {
  const directory = await mkdtemp(join(tmpdir(), 'tovec-image-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, 'weights.safetensors');
}

/** A file of zeros under the names of a layout, each name spelt in the way of this index. */
function tensorsIn(weights: readonly WeightSpec[], { find }: NameMap, spelling = 0) {
  return weights.map((weight): TensorToWrite => {
    const { tensor, shape: own, order } = find(weight);
    const name = typeof tensor === 'string' ? tensor : tensor[spelling]!;
    const shape = own ?? order?.map((_, axis) => weight.shape[order.indexOf(axis)]!);
    const size = weight.shape.reduce((product, length) => product * length, 4);
    return { name, dtype: 'F32', shape: shape ?? weight.shape, bytes: new Uint8Array(size) };
  });
}

const extra = (name: string): TensorToWrite => ({
  ...{ name, dtype: 'F32', shape: [1], bytes: new Uint8Array(4) },
});

async function read(tensors: TensorToWrite[], weights: readonly WeightSpec[], layout: NameMap) {
  const path = await temporaryFile();
  await writeSafetensors(path, { tensors });
  return readWeights(path, { weights, layout });
}

describe.each(subjects)('$name', ({ weights, layouts }) => {
  test('is read under each spelling of Keras', async () => {
    const names = new Set<string>();
    for (const spelling of [0, 1, 2]) {
      const tensors = tensorsIn(weights, layouts.keras, spelling);
      for (const { name } of tensors) names.add(name.replace(/^.*?(\W)\w+(:0)?$/, '*$1*$2'));
      const values = await read(
        [...tensors, extra('normalization/mean'), extra('normalization/count')].filter(
          ({ name }) =>
            !name.startsWith('norm') || weights.some((w) => w.name === 'conv_stem.weight'),
        ),
        weights,
        layouts.keras,
      );
      expect(values.size).toBe(weights.length);
    }
    expect([...names].sort()).toEqual(['*.*', '*/*', '*/*:0']);
  });

  test('is read without its top from files that have one, in every layout', async () => {
    const body = weights.filter(({ name }) => !/^(fc|classifier)/.test(name));
    expect(body.length).toBeLessThan(weights.length);
    for (const layout of Object.values(layouts)) {
      const values = await read(tensorsIn(weights, layout), body, layout);
      expect(values.size).toBe(body.length);
    }
  });

  test('is not read from the file of another, nor under another layout', async () => {
    for (const { weights: others, layouts: theirs } of subjects) {
      if (others === weights) continue;
      const reading = read(tensorsIn(others, theirs.torchvision), weights, layouts.torchvision);
      await expect(reading).rejects.toThrow(ModelFileError);
      await expect(reading).rejects.toThrow(/Missing \(\d+\): .*Unexpected \(\d+\): /s);
      const mixed = read(tensorsIn(weights, layouts.torchvision), weights, theirs.keras);
      await expect(mixed).rejects.toThrow(ModelFileError);
    }
    const reading = read(tensorsIn(weights, layouts.keras), weights, layouts.torchvision);
    await expect(reading).rejects.toThrow('not even by name');
  });

  test('is refused with other classes', async () => {
    const changed = weights.map((weight) =>
      weight.shape[0] === small.classes
        ? { ...weight, shape: [7, ...weight.shape.slice(1)] }
        : weight,
    );
    const reading = read(tensorsIn(changed, layouts.timm), weights, layouts.timm);
    await expect(reading).rejects.toThrow(/Of another shape \(2\): .* is \[7/);
  });
});

test("PyTorch's counters of batches are passed over", async () => {
  const { weights, layouts } = subjects[1]!;
  const tensors = tensorsIn(weights, layouts.timm);
  const values = await read([...tensors, extra('bn1.num_batches_tracked')], weights, layouts.timm);
  expect(values.size).toBe(weights.length);
});

test('a network can start from a seed, be saved and come back', async () => {
  const { weights } = subjects[2]!;
  const path = await temporaryFile();
  const values = initializeWeights(weights, 1);
  await writeWeights(path, weights, values);
  expect(await readWeights(path, { weights })).toEqual(values);
  expect(values.get('bn1.weight')?.every((value) => value === 1)).toBe(true);
});
