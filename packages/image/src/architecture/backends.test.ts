import {
  compileNetwork,
  describeNetwork,
  initializeWeights,
  interpretNetwork,
  type Network,
} from '@tovec/nn';
import { expect, test } from 'vitest';
import { efficientnetArchitecture, efficientnetNetwork } from '../efficientnet/index.js';
import { resnet50Architecture, resnet50Network } from '../resnet50/index.js';
import { vgg16Architecture, vgg16Network } from '../vgg16/index.js';
import { pixelInputs } from './architecture.js';

// Odd, so that TensorFlow's padding is not the same on both sides.
const odd = { size: 45, classes: 5 };
const thin = { ...odd, width: 0.25, depth: 0.5 };

test.each<[string, Network, { size: number }]>([
  [
    'VGG16',
    vgg16Network(vgg16Architecture({ classes: 5, size: 64, width: 4, hidden: 8 })),
    { size: 64 },
  ],
  [
    'ResNet50 v1',
    resnet50Network(
      resnet50Architecture({ ...odd, version: 'v1', width: 4, depths: [1, 2, 1, 1] }),
    ),
    odd,
  ],
  [
    'ResNet50 v1.5',
    resnet50Network(resnet50Architecture({ ...odd, width: 4, depths: [1, 2, 1, 1] })),
    odd,
  ],
  ['EfficientNet of Keras', efficientnetNetwork(efficientnetArchitecture(thin)), odd],
  [
    'EfficientNet of timm',
    efficientnetNetwork(efficientnetArchitecture({ ...thin, layout: 'timm' })),
    odd,
  ],
])('a small %s is the same on both backends, at every layer', async (_, network, picture) => {
  const inputs = pixelInputs(picture);
  const weights = initializeWeights(describeNetwork(network, inputs).weights, 1);
  const shape = [2, 3, picture.size, picture.size];
  const data = Float32Array.from({ length: 6 * picture.size ** 2 }, (_, at) => Math.sin(at * 0.37));
  await using compiled = await compileNetwork(network, { inputs, weights });
  await using interpreted = await interpretNetwork(network, { inputs, weights });
  const expected = await compiled.run({ pixels: { data, shape } });
  const found = await interpreted.run({ pixels: { data, shape } });
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, { data: values, shape: dims }] of Object.entries(expected)) {
    expect([name, found[name]!.shape]).toEqual([name, dims]);
    const others = found[name]!.data as Float32Array;
    const numbers = values as Float32Array;
    const squares = numbers.reduce((sum, value) => sum + value * value, 0);
    const apart = numbers.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - others[at]!)),
      0,
    );
    expect([name, apart / Math.sqrt(squares / numbers.length) < 1e-4]).toEqual([name, true]);
  }
});
