import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidInputError, MissingItemError, ModelFileError, SourceError } from '@tovec/core';
import { exportOnnx, type Network } from '@tovec/nn';
import { describe, expect, test } from 'vitest';
import { decodePredictions } from '../encoder/decode-predictions.js';
import { kerasPreprocessing, mobilenetPreprocessing } from '../preprocessing/presets.js';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { goldenPicture } from '../testing/pictures.js';
import {
  type LoadOnnxImageEncoderOptions,
  loadOnnxImageEncoder,
} from './load-onnx-image-encoder.js';

const images = fileURLToPath(new URL('../../../../../shared/data/images/', import.meta.url));
const pictures = Array.from({ length: 5 }, (_, seed) => goldenPicture(12, 10, seed));
const preprocess = kerasPreprocessing('torch', { size: 8, filter: 'bilinear' });

const network: Network = (ops, weights, { image }) => {
  const map = ops.relu(ops.conv2d(image!, weights('kernel', [4, 3, 3, 3])));
  return { map, pooled: ops.mean(map, [2, 3]) };
};
const weights = new Map([['kernel', Float32Array.from({ length: 108 }, (_, at) => Math.sin(at))]]);

async function exported(batch: number | string, outputs = ['pooled'], side: number | string = 8) {
  const file = join(await temporaryDirectory(), 'network.onnx');
  const inputs = { image: { shape: [batch, 3, side, side] } };
  await exportOnnx(network, { inputs, weights, outputs }, file);
  return file;
}

async function vectorsOf(options: Partial<LoadOnnxImageEncoderOptions> & { source: string }) {
  await using encoder = await loadOnnxImageEncoder({ preprocess, ...options });
  return [...(await encoder.encode(pictures)).data];
}

describe('a network as ONNX', () => {
  test('gives the same vectors with an open batch and with fixed ones', async () => {
    const open = await vectorsOf({ source: await exported('batch') });
    expect(open.length).toBe(20);
    for (const batch of [1, 2, 4]) {
      const fixed = await vectorsOf({ source: await exported(batch) });
      for (const [at, value] of fixed.entries()) expect(value).toBeCloseTo(open[at]!, 5);
    }
  });

  test('can be tapped anywhere', async () => {
    const source = await exported('batch');
    await using encoder = await loadOnnxImageEncoder({ source, preprocess, tap: 'map' });
    expect(encoder).toMatchObject({ id: 'onnx', layer: 'map', dimensions: 4 });
    expect(encoder.layers).toEqual(expect.arrayContaining(['map', 'pooled']));
    const pooled = await vectorsOf({ source });
    const map = [...(await encoder.encode(pictures)).data];
    for (const [at, value] of map.entries()) expect(value).toBeCloseTo(pooled[at]!, 5);
    const flat = await loadOnnxImageEncoder({ source, preprocess, tap: 'map', pooling: 'flatten' });
    expect(flat.dimensions).toBe(4 * 6 * 6);
    await flat.dispose();
  });

  test('tells preprocess its size', async () => {
    const sizes: unknown[] = [];
    await vectorsOf({
      source: await exported('batch'),
      preprocess(size) {
        sizes.push(size);
        return kerasPreprocessing('tf', { size });
      },
    });
    expect(sizes).toEqual([[8, 8]]);
  });

  test('of any size takes that of preprocess', async () => {
    const source = await exported('batch', ['pooled'], 'side');
    const sized = kerasPreprocessing('torch', { size: 9 });
    expect((await vectorsOf({ source, preprocess: sized })).length).toBe(20);
    const options = { source, preprocess: () => sized };
    expect((await rejection(vectorsOf(options))).message).toContain('pictures of any size');
  });
});

describe('a network is refused', () => {
  test('with several outputs and no tap, with a tap that is not there, or of another size', async () => {
    const file = await exported('batch', ['map', 'pooled']);
    const several = await rejection(vectorsOf({ source: file }));
    expect(several).toBeInstanceOf(InvalidInputError);
    expect(several.message).toContain("has 2 outputs: 'map', 'pooled'. Choose one with tap.");
    const missing = await rejection(vectorsOf({ source: file, tap: 'poold' }));
    expect(missing).toBeInstanceOf(MissingItemError);
    expect(missing.message).toContain('pooled');
    const other = { source: file, tap: 'pooled', preprocess: mobilenetPreprocessing() };
    expect((await rejection(vectorsOf(other))).message).toContain('takes pictures of 8×8');
    const typo = { source: file, tapp: 'pooled' };
    expect((await rejection(vectorsOf(typo))).message).toContain("Did you mean 'tap'");
  });

  test('when it is none, or not there', async () => {
    const bytes = { preprocess, source: Buffer.from('no network') };
    expect(await rejection(loadOnnxImageEncoder(bytes))).toBeInstanceOf(ModelFileError);
    expect(await rejection(vectorsOf({ source: '/no/such.onnx' }))).toBeInstanceOf(SourceError);
  });
});

describe.skipIf(!existsSync(images))('MobileNetV2', () => {
  const source = join(images, 'mobilenet_v2_1.0_224.onnx');
  const preprocess = mobilenetPreprocessing();
  const photographs = ['cat.bmp', 'grace_hopper.bmp', 'hot_dog.jpg'].map((name) =>
    join(images, name),
  );

  test('knows what is on the photographs', async () => {
    const labels = (await readFile(join(images, 'imagenet_labels.txt'), 'utf8'))
      .trimEnd()
      .split('\n');
    await using encoder = await loadOnnxImageEncoder({ source, preprocess, tap: 'logits' });
    expect(encoder.dimensions).toBe(1001);
    const predictions = decodePredictions(await encoder.encode(photographs), { labels });
    const [cat, hopper, hotDog] = predictions.map(([first]) => first!.label);
    expect(cat).toBe('Egyptian cat');
    expect(hopper).toBe('military uniform');
    expect(hotDog).toBe('hotdog, hot dog, red hot');
    // What onnxruntime gives in Python after Pillow's resize, crop and the same numbers.
    const best = predictions.map(([first]) => first!.probability);
    for (const [at, expected] of [0.74710345, 0.62567794, 0.9594369].entries()) {
      expect(best[at]).toBeCloseTo(expected, 4);
    }
  });

  test('gives its embedding of 1280 numbers, other ones for other pictures', async () => {
    await using encoder = await loadOnnxImageEncoder({ source, preprocess, tap: 'embedding' });
    expect(encoder.dimensions).toBe(1280);
    const embeddings = await encoder.encode([...photographs, photographs[0]!], { normalize: true });
    const cosine = (a: number, b: number) =>
      embeddings.row(a).reduce((sum, value, at) => sum + value * embeddings.row(b)[at]!, 0);
    expect(cosine(0, 3)).toBeCloseTo(1, 4);
    expect(cosine(0, 1)).toBeLessThan(0.7);
    expect(cosine(1, 2)).toBeLessThan(0.7);
  });
});
