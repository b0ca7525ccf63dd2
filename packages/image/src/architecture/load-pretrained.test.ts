import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError, MissingItemError, ModelFileError, SourceError } from '@tovec/core';
import { compileNetwork, describeNetwork, initializeWeights, writeWeights } from '@tovec/nn';
import { describe, expect, test } from 'vitest';
import {
  efficientnetArchitecture,
  efficientnetNetwork,
  loadEfficientNet,
} from '../efficientnet/index.js';
import { torchvisionPreprocessing } from '../preprocessing/presets.js';
import { loadResNet50, resnet50Architecture, resnet50Network } from '../resnet50/index.js';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { goldenPicture } from '../testing/pictures.js';
import { loadVgg16, vgg16Architecture, vgg16Network } from '../vgg16/index.js';
import { pixelInputs } from './architecture.js';

const own = { size: 32, classes: 5, width: 4, depths: [1, 1, 1, 1] };
const architecture = resnet50Architecture(own);
const inputs = pixelInputs(architecture);
const network = resnet50Network(architecture);
const specs = describeNetwork(network, inputs).weights;
const values = initializeWeights(specs, 1);
const picture = goldenPicture(40, 30, 1);

async function weightsFile(): Promise<string> {
  const path = join(await temporaryDirectory(), 'resnet.safetensors');
  await writeWeights(path, specs, values);
  return path;
}

async function load(options: Partial<Parameters<typeof loadResNet50>[0]> = {}) {
  const weights = await weightsFile();
  return loadResNet50({ weights, layout: 'torchvision', architecture: own, ...options });
}

describe('a pretrained encoder', () => {
  test('gives the vectors that the network gives of its preprocessed picture', async () => {
    await using encoder = await load();
    await using compiled = await compileNetwork(network, { inputs, weights: values });
    const pixels = await encoder.preprocess(picture);
    const { avg_pool: expected } = await compiled.run({ pixels });
    expect(encoder.dimensions).toBe(128);
    // Not to the last bit: with nothing else to compute, the graph is optimised further.
    for (const [at, value] of (await encoder.encode([picture])).row(0).entries()) {
      expect(value).toBeCloseTo(Number(expected!.data[at]), 4);
    }
  });

  test('takes the names of Keras and those of others for a layer', async () => {
    await using keras = await load({ layer: 'conv3_block1_out' });
    await using torch = await load({ layer: 'layer2' });
    expect(torch.layer).toBe('conv3_block1_out');
    expect(torch.layers).toContain('logits');
    const [a, b] = [await keras.encode([picture]), await torch.encode([picture])];
    expect(a.row(0)).toEqual(b.row(0));
  });

  test('can be what tells classes apart', async () => {
    await using encoder = await load({ layer: 'predictions' });
    const sum = (await encoder.encode([picture])).row(0).reduce((total, p) => total + p, 0);
    expect(sum).toBeCloseTo(1, 5);
  });

  test('does not miss the layers above the one that is asked for', async () => {
    const path = join(await temporaryDirectory(), 'headless.safetensors');
    const below = specs.filter(({ name }) => !name.startsWith('fc.'));
    await writeWeights(path, below, new Map(below.map(({ name }) => [name, values.get(name)!])));
    await using encoder = await load({ weights: path });
    expect(encoder.dimensions).toBe(128);
    const error = await rejection(load({ weights: path, layer: 'logits' }));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain('fc.weight');
  });

  test('has the preprocessing of its layout, or another', async () => {
    await using torchvision = await load();
    expect(torchvision.preprocessing.filter).toBe('bilinear');
    await using timm = await load({ layout: 'timm' });
    expect(timm.preprocessing).toMatchObject({ filter: 'bicubic', resize: { shortest: 33 } });
    const preprocessing = { ...timm.preprocessing, filter: 'box' as const };
    await using other = await load({ preprocessing });
    expect(other.preprocessing).toEqual(preprocessing);
  });
});

describe('what cannot be loaded is refused:', () => {
  test('a layer that there is not, with the nearest names', async () => {
    const error = await rejection(load({ layer: 'avgpol' }));
    expect(error).toBeInstanceOf(MissingItemError);
    expect(error.message).toMatch(/'avg_pool'|'avgpool'/);
  });

  test('weights of another architecture, by what is missing and unexpected', async () => {
    const weights = await weightsFile();
    const error = await rejection(loadVgg16({ weights, layout: 'torchvision' }));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain('features.0.weight');
    expect(error.message).toContain('layer1.0.conv1.weight');
  });

  test('weights of another layout', async () => {
    const error = await rejection(load({ layout: 'keras' }));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain('conv1_conv/kernel');
  });

  test('options that nobody reads, and no weights at all', async () => {
    const weights = await weightsFile();
    const misspelt = { weights, layout: 'timm', varaint: 'b1' } as never;
    expect((await rejection(loadEfficientNet(misspelt))).message).toContain("'variant'");
    const none = { layout: 'timm' } as never;
    expect(await rejection(loadEfficientNet(none))).toBeInstanceOf(InvalidInputError);
    const error = await rejection(load({ layout: 'pytorch' as never }));
    expect(error).toBeInstanceOf(InvalidInputError);
  });

  test('damaged files, before any memory is taken for what they claim', async () => {
    const whole = await readFile(await weightsFile());
    const claim = (bytes: bigint) => {
      const file = Uint8Array.from(whole);
      new DataView(file.buffer).setBigUint64(0, bytes, true);
      return file;
    };
    const flipped = Uint8Array.from(whole).fill(0xff, 20, 24);
    for (const [weights, message] of [
      [claim(2n ** 62n), 'claims a header of 46116860184273'],
      [claim(BigInt(whole.length)), 'claims a header'],
      [claim(1n), 'claims a header of 1 bytes'],
      [whole.subarray(0, whole.length - 5), 'it is truncated'],
      [flipped, 'is not valid UTF-8'],
    ] as const) {
      const error = await rejection(load({ weights }));
      expect(error).toBeInstanceOf(ModelFileError);
      expect(error.message).toContain(message);
    }
    expect(await rejection(load({ weights: new Uint8Array() }))).toBeInstanceOf(ModelFileError);
  });

  test('options that cannot be, before any weights are read', async () => {
    const weights = 'nowhere.safetensors';
    const preprocessing = torchvisionPreprocessing({ crop: 48 });
    for (const [options, message] of [
      [{ batchSize: 0 }, 'batchSize'],
      [{ pooling: 'mean' as never }, 'pooling'],
      [{ maxPixels: -1 }, 'maxPixels'],
      [{ preprocessing }, 'The network takes pictures of 32×32 (height × width)'],
      [{ preprocessing: { ...preprocessing, filter: 'sinc' as never } }, 'preprocessing.filter'],
    ] as const) {
      const error = await rejection(load({ weights, ...options }));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toContain(message);
    }
  });

  test('a file that is not there', async () => {
    expect(await rejection(load({ weights: 'nowhere.safetensors' }))).toBeInstanceOf(SourceError);
  });
});

test('a smaller EfficientNet and VGG16 encode pictures too', async () => {
  const directory = await temporaryDirectory();
  const little = { size: 32, width: 0.25, depth: 0.5, classes: 5 };
  const efficient = efficientnetNetwork(efficientnetArchitecture({ ...little, layout: 'timm' }));
  const vgg = vgg16Network(vgg16Architecture({ size: 32, width: 4, hidden: 8, classes: 5 }));
  const files = await Promise.all(
    [efficient, vgg].map(async (each, at) => {
      const path = join(directory, `${at}.safetensors`);
      const { weights } = describeNetwork(each, pixelInputs({ size: 32 }));
      await writeWeights(path, weights, initializeWeights(weights, 1));
      return path;
    }),
  );
  await using small = await loadEfficientNet({
    ...{ weights: files[0]!, layout: 'timm', architecture: little },
  });
  await using plain = await loadVgg16({
    ...{ weights: files[1]!, layout: 'torchvision' },
    architecture: { size: 32, width: 4, hidden: 8, classes: 5 },
  });
  expect((await small.encode([picture])).dimensions).toBe(320);
  expect((await plain.encode([picture])).dimensions).toBe(8);
});
