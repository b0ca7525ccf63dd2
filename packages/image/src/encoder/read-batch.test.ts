import { describe, expect, test } from 'vitest';
import { kerasPreprocessing } from '../preprocessing/presets.js';
import { createBatchReader } from './read-batch.js';

const reader = () =>
  createBatchReader({
    preprocessing: kerasPreprocessing('torch', { size: 2 }),
    order: 'NCHW',
    decoding: { background: [255, 255, 255], maxPixels: 100 },
    missing: 'report',
  });
const white = { data: new Uint8Array(3).fill(255), width: 1, height: 1 };
const black = { data: new Uint8Array(3), width: 1, height: 1 };
const tooLarge = { data: new Uint8Array(303), width: 101, height: 1 };

describe('the memory of a batch', () => {
  test('is used again once it is released, by smaller batches too', async () => {
    const read = reader();
    const first = await read([white, black], undefined);
    const numbers = first.data.slice();
    first.release(first.data);
    const second = await read([black], undefined);
    expect(second.data.buffer).toBe(first.data.buffer);
    expect(second.data).toEqual(numbers.subarray(12));
    second.release(new Float32Array(second.data.buffer));
    const third = await read([white, black], undefined);
    expect(third.data.buffer).toBe(first.data.buffer);
    expect(third.data).toEqual(numbers);
  });

  test('is left alone until then', async () => {
    const read = reader();
    const first = await read([white], undefined);
    const numbers = first.data.slice();
    const [second, third] = await Promise.all([read([black], undefined), read([white], undefined)]);
    expect(second.data.buffer).not.toBe(first.data.buffer);
    expect(third.data.buffer).not.toBe(second.data.buffer);
    expect(first.data).toEqual(numbers);
  });

  test('shows nothing of earlier pictures where some cannot be read', async () => {
    const read = reader();
    const before = await read([white, white, white], undefined);
    before.release(before.data);
    const { data, rows, failures } = await read([tooLarge, black, tooLarge], undefined);
    expect([rows, failures.map(({ row }) => row)]).toEqual([[1], [0, 2]]);
    expect(data).toEqual((await reader()([black], undefined)).data);
  });
});
