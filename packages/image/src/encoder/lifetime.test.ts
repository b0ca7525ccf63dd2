import { compileNetwork, type Network } from '@tovec/nn';
import { describe, expect, test } from 'vitest';
import { kerasPreprocessing } from '../preprocessing/presets.js';
import { rejection } from '../testing/helpers.js';
import { goldenPicture } from '../testing/pictures.js';
import { defineImageEncoder } from './define-image-encoder.js';

// With onnxruntime itself: what lives in native memory and in a thread.
const network: Network = (ops, weights, { pixels }) => {
  const map = ops.relu(ops.conv2d(pixels!, weights('kernel', [64, 3, 3, 3]), { padding: 1 }));
  return { map, average: ops.mean(map, [2, 3]) };
};
const kernel = Float32Array.from({ length: 64 * 27 }, (_, at) => Math.sin(at));

async function load(size = 32) {
  return defineImageEncoder({
    id: 'convolution',
    runner: await compileNetwork(network, {
      inputs: { pixels: { shape: ['batch', 3, size, size] } },
      weights: new Map([['kernel', kernel]]),
    }),
    layer: 'average',
    preprocessing: kerasPreprocessing('torch', { size, filter: 'bilinear' }),
  });
}

const pictures = Array.from({ length: 40 }, (_, seed) => goldenPicture(50, 40, seed));

describe('an encoder over onnxruntime', () => {
  test('gives the same rows whatever the batches, also when calls overlap', async () => {
    await using encoder = await load();
    const expected = await encoder.encode(pictures, { batchSize: 1, concurrency: 1 });
    const [all, some, again] = await Promise.all([
      encoder.encode(pictures),
      encoder.encode(pictures.slice(0, 7), { batchSize: 3 }),
      encoder.encode(pictures),
    ]);
    for (const [at, value] of expected.data.entries()) expect(all!.data[at]).toBeCloseTo(value, 5);
    expect(again!.data).toEqual(all!.data);
    for (const [at, value] of some!.data.entries()) {
      expect(value).toBeCloseTo(expected.data[at]!, 5);
    }
  });

  test('has no other vector for a map than for its average', async () => {
    await using encoder = await load();
    const runner = await compileNetwork(network, {
      inputs: { pixels: { shape: ['batch', 3, 32, 32] } },
      weights: new Map([['kernel', kernel]]),
    });
    const { preprocessing } = encoder;
    await using map = defineImageEncoder({ id: 'map', runner, layer: 'map', preprocessing });
    const [a, b] = [await map.encode(pictures), await encoder.encode(pictures)];
    for (const [at, value] of a.data.entries()) expect(value).toBeCloseTo(b.data[at]!, 5);
  });

  test('disposed of in the middle of its work ends it, and does not crash', async () => {
    const encoder = await load();
    const encoding = encoder.encode(pictures, { batchSize: 2 });
    encoding.catch(() => {});
    await encoder.encode(pictures.slice(0, 1));
    await encoder.dispose();
    expect((await rejection(encoding)).message).toContain('disposed');
  });

  test('loaded and disposed of 100 times leaves no memory behind', async () => {
    const megabytes = async (times: number) => {
      for (let time = 0; time < times; time++) {
        await using encoder = await load();
        await encoder.encode(pictures.slice(0, 4));
      }
      global.gc?.();
      return process.memoryUsage().rss / 2 ** 20;
    };
    const before = await megabytes(20);
    const after = await megabytes(80);
    // A session with its thread is some 10 MB: kept, they would be 800.
    expect(after - before).toBeLessThan(80);
  }, 60_000);
});
