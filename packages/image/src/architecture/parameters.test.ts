import { countParameters, describeNetwork } from '@tovec/nn';
import { describe, expect, test } from 'vitest';
import {
  efficientnetArchitecture,
  efficientnetLayerAliases,
  efficientnetLayouts,
  efficientnetNetwork,
  type efficientnetVariants,
} from '../efficientnet/index.js';
import {
  resnet50Architecture,
  resnet50LayerAliases,
  resnet50Layouts,
  resnet50Network,
} from '../resnet50/index.js';
import {
  vgg16Architecture,
  vgg16LayerAliases,
  vgg16Layouts,
  vgg16Network,
} from '../vgg16/index.js';
import { pixelInputs } from './architecture.js';

const efficientnet = (variant: (typeof efficientnetVariants)[number]) => {
  const architecture = efficientnetArchitecture({ variant });
  return describeNetwork(efficientnetNetwork(architecture), pixelInputs(architecture));
};
const learnt = ({ weights }: ReturnType<typeof describeNetwork>) =>
  weights
    .filter(({ trainable }) => trainable)
    .reduce((sum, { shape }) => sum + shape.reduce((size, length) => size * length, 1), 0);

describe('parameters are as many as published', () => {
  test('VGG16', () => {
    const architecture = vgg16Architecture();
    const { parameters, outputs } = describeNetwork(
      vgg16Network(architecture),
      pixelInputs(architecture),
    );
    expect(parameters).toBe(138_357_544);
    expect(outputs.get('fc1')?.shape).toEqual(['batch', 4096]);
    expect(outputs.get('block5_pool')?.shape).toEqual(['batch', 512, 7, 7]);
    const headless = vgg16Architecture({ top: false });
    // keras.applications.VGG16(include_top=False)
    expect(countParameters(vgg16Network(headless), pixelInputs(headless))).toBe(14_714_688);
  });

  test('ResNet50, with its biases in Keras and without them in torchvision', () => {
    const keras = resnet50Architecture({ version: 'v1' });
    expect(countParameters(resnet50Network(keras), pixelInputs(keras))).toBe(25_636_712);
    const headless = resnet50Architecture({ version: 'v1', top: false });
    expect(countParameters(resnet50Network(headless), pixelInputs(headless))).toBe(23_587_712);
    const torch = resnet50Architecture();
    const description = describeNetwork(resnet50Network(torch), pixelInputs(torch));
    expect(learnt(description)).toBe(25_557_032);
    expect(description.outputs.get('avg_pool')?.shape).toEqual(['batch', 2048]);
  });

  // Keras: model.count_params(), with the 7 numbers of its normalization layer. PyTorch: p.numel().
  test.each([
    ['b0', 5_330_571, 5_288_548, 1280],
    ['b1', 7_856_239, 7_794_184, 1280],
    ['b2', 9_177_569, 9_109_994, 1408],
    ['b3', 12_320_535, 12_233_232, 1536],
    ['b4', 19_466_823, 19_341_616, 1792],
    ['b5', 30_562_527, 30_389_784, 2048],
    ['b6', 43_265_143, 43_040_704, 2304],
    ['b7', 66_658_687, 66_347_960, 2560],
  ] as const)('EfficientNet %s', (variant, keras, torch, features) => {
    const description = efficientnet(variant);
    expect(description.parameters + 7).toBe(keras);
    expect(learnt(description)).toBe(torch);
    expect(description.outputs.get('avg_pool')?.shape).toEqual(['batch', features]);
  });
});

describe('small variants', () => {
  test('have the layers and modules of the large ones', () => {
    const vgg16 = vgg16Architecture({ width: 4, hidden: 16, size: 64, classes: 10 });
    const resnet50 = resnet50Architecture({ width: 4, depths: [1, 2, 1, 1], size: 64 });
    const small = efficientnetArchitecture({ width: 0.25, depth: 0.5, size: 64, layout: 'timm' });
    const all = [
      {
        network: vgg16Network(vgg16),
        inputs: pixelInputs(vgg16),
        aliases: vgg16LayerAliases(),
        layouts: Object.values(vgg16Layouts(vgg16)),
      },
      {
        network: resnet50Network(resnet50),
        inputs: pixelInputs(resnet50),
        aliases: resnet50LayerAliases(resnet50),
        layouts: Object.values(resnet50Layouts),
      },
      {
        network: efficientnetNetwork(small),
        inputs: pixelInputs(small),
        aliases: efficientnetLayerAliases(small),
        layouts: Object.values(efficientnetLayouts(small)),
      },
    ];
    for (const { network, inputs, aliases, layouts } of all) {
      const { outputs, weights } = describeNetwork(network, inputs);
      for (const name of Object.values(aliases)) expect(outputs.has(name), name).toBe(true);
      for (const layout of layouts) {
        const tensors = weights.map((weight) => String(layout.find(weight).tensor));
        expect(new Set(tensors).size).toBe(weights.length);
        expect(tensors.join()).not.toMatch(/undefined/);
      }
    }
  });

  test('are refused where they cannot be', () => {
    expect(() => vgg16Architecture({ size: 100 })).toThrow('size / 32');
    expect(() => resnet50Architecture({ depths: [3, 4] })).toThrow('4 stages');
    expect(() => efficientnetArchitecture({ variant: 'b8' as 'b7' })).toThrow("one of 'b0'");
  });
});
