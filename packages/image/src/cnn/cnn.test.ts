import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  InvalidInputError,
  MissingItemError,
  ModelFileError,
  readModelFile,
  writeModelFile,
} from '@tovec/core';
import { OnnxModel } from '@tovec/nn';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { loadCnn, trainCnn } from './index.js';
import type { LabelledImage } from './options.js';

/** Stripes that run down, or across, each picture another. */
function stripes(count: number, seed = 0): LabelledImage[] {
  return Array.from({ length: count }, (_, at) => {
    const label = at % 2 === 0 ? 'across' : 'down';
    const data = new Uint8Array(16 * 16 * 3);
    const phase = (at * 7 + seed) % 4;
    for (let pixel = 0; pixel < 256; pixel++) {
      const place = label === 'down' ? pixel % 16 : pixel >> 4;
      const value = (place + phase) % 4 < 2 ? 40 + (at % 30) : 215 - (at % 30);
      data.fill(value, pixel * 3, pixel * 3 + 3);
    }
    return { image: { data, width: 16, height: 16 }, label };
  });
}

const small = { size: 16, width: 2, epochs: 15, batchSize: 8, engine: 'cpu' } as const;
const pictures = stripes(8, 3).map(({ image }) => image);

describe('a small network', () => {
  test('learns to tell pictures apart, and tells their classes', async () => {
    await using cnn = await trainCnn(stripes(48), {
      ...small,
      shift: 1,
      validation: stripes(8, 3),
    });
    expect(cnn.classes).toEqual(['across', 'down']);
    expect(cnn.report.epochs.at(-1)!.validation!.accuracy).toBe(1);
    const found = await cnn.classify(pictures);
    expect(found.map(([best]) => best!.label)).toEqual(stripes(8).map(({ label }) => label));
    const sum = found[0]!.reduce((total, { probability }) => total + probability, 0);
    expect(sum).toBeCloseTo(1, 6);
  });

  test('gives the same features when it is trained again, saved and loaded, or run as ONNX', async () => {
    const directory = await temporaryDirectory();
    const [model, onnx] = [join(directory, 'cnn.safetensors'), join(directory, 'cnn.onnx')];
    await using cnn = await trainCnn(stripes(16), { ...small, epochs: 2 });
    const features = await cnn.encoder.encode(pictures);
    expect(features.dimensions).toBe(16);

    await using again = await trainCnn(stripes(16), { ...small, epochs: 2 });
    expect((await again.encoder.encode(pictures)).data).toEqual(features.data);

    await cnn.save(model);
    await using loaded = await loadCnn(model);
    expect(loaded.classes).toEqual(cnn.classes);
    expect(loaded.report).toEqual(cnn.report);
    expect((await loaded.encoder.encode(pictures)).data).toEqual(features.data);

    await cnn.exportOnnx(onnx);
    await using file = await OnnxModel.open(onnx);
    for (const [row, picture] of pictures.entries()) {
      const pixels = await cnn.encoder.preprocess(picture);
      const result = await file.run({ pixels });
      for (const [at, value] of features.row(row).entries()) {
        expect(Number(result.features!.data[at])).toBeCloseTo(value, 5);
      }
    }
  });

  test('gives any other layer, and refuses one that there is not', async () => {
    const path = join(await temporaryDirectory(), 'cnn.safetensors');
    await using cnn = await trainCnn(stripes(8), { ...small, epochs: 1 });
    await cnn.save(path);
    await using block = await loadCnn(path, { layer: 'block2', pooling: 'max' });
    expect(block.encoder.dimensions).toBe(4);
    const error = await rejection(loadCnn(path, { layer: 'block7' }));
    expect(error).toBeInstanceOf(MissingItemError);
    expect(error.message).toContain('block');
  });

  test('goes on from a checkpoint to the same weights', async () => {
    const directory = await temporaryDirectory();
    const options = { ...small, epochs: 3, checkpoint: { directory, everySeconds: 0 } };
    const stop = new AbortController();
    const aborted = trainCnn(stripes(16), {
      ...options,
      signal: stop.signal,
      onEpoch: () => stop.abort(),
    });
    expect((await rejection(aborted)).name).toBe('AbortError');
    await using resumed = await trainCnn(stripes(16), { ...options, resume: directory });
    await using whole = await trainCnn(stripes(16), { ...small, epochs: 3 });
    const [a, b] = [await resumed.encoder.encode(pictures), await whole.encoder.encode(pictures)];
    expect(a.data).toEqual(b.data);
  });
});

describe('what cannot be learnt from or loaded is refused:', () => {
  test('no pictures, no labels, one class', async () => {
    for (const examples of [[], [{ image: 'a.jpg' } as never], stripes(1)]) {
      expect(await rejection(trainCnn(examples, small))).toBeInstanceOf(InvalidInputError);
    }
  });

  test('a label in the validation that is not learnt', async () => {
    const validation = stripes(2).map((example) => ({ ...example, label: 'dwn' }));
    const error = await rejection(trainCnn(stripes(8), { ...small, validation }));
    expect(error.message).toMatch(/'dwn'.*'down'/);
  });

  test('sizes that cannot be halved three times, and options that nobody reads', async () => {
    const odd = await rejection(trainCnn(stripes(2), { ...small, size: 20 }));
    expect(odd.message).toContain('size');
    const misspelt = { ...small, learningrate: 1 } as never;
    expect((await rejection(trainCnn(stripes(2), misspelt))).message).toContain('learningRate');
  });

  test('a file of another model, or a damaged one', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'cnn.safetensors');
    await using cnn = await trainCnn(stripes(8), { ...small, epochs: 1 });
    await cnn.save(path);
    const model = await readModelFile(path);
    const { 'head.bias': _, ...others } = model.tensors;
    const damaged = [
      { ...model, encoder: 'word2vec' },
      { ...model, tensors: others },
      { ...model, config: { ...model.config, classes: 3 } },
      { ...model, config: { ...model.config, preprocessing: {} } },
      { ...model, config: { ...model.config, architecture: { width: 1e9, size: 16, dropout: 0 } } },
    ];
    for (const wrong of damaged) {
      await writeModelFile(path, wrong);
      expect(await rejection(loadCnn(path))).toBeInstanceOf(ModelFileError);
    }
    await writeFile(path, 'nothing');
    expect(await rejection(loadCnn(path))).toBeInstanceOf(ModelFileError);
  });
});
