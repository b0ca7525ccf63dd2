// A network for this package's own tests that needs no runtime; not exported.
import type { TensorData } from '@tovec/nn';
import { sleep } from './helpers.js';

/** Outputs: `map`, the picture itself; `mean`, of each channel; `tokens`, its pixels one after the other. */
export function pictureRunner({ size = 2, delay = 0, batch = 'batch' as number | string } = {}) {
  const log: string[] = [];
  const shapes: (readonly number[])[] = [];
  const plane = size * size;
  return {
    log,
    shapes,
    inputs: new Map([['pixels', { shape: [batch, 3, size, size] }]]),
    outputs: new Map<string, { shape: readonly (number | string)[] }>([
      ['map', { shape: [batch, 3, size, size] }],
      ['mean', { shape: [batch, 3] }],
      ['tokens', { shape: [batch, plane, 3] }],
      ['open', { shape: [batch, 'channels', size, size] }],
    ]),
    async run(
      { pixels }: Readonly<Record<string, TensorData>>,
      { outputs = ['map'], signal }: { outputs?: readonly string[]; signal?: AbortSignal } = {},
    ): Promise<Record<string, TensorData>> {
      const { data, shape } = pixels!;
      const rows = shape[0]!;
      log.push(`run ${rows}`);
      shapes.push(shape);
      await sleep(delay);
      signal?.throwIfAborted();
      const mean = new Float32Array(rows * 3);
      const tokens = new Float32Array(data.length);
      for (let at = 0; at < data.length; at++) {
        const channel = Math.floor(at / plane);
        mean[channel]! += Number(data[at]) / plane;
        tokens[(Math.floor(channel / 3) * plane + (at % plane)) * 3 + (channel % 3)] = Number(
          data[at],
        );
      }
      const all: Record<string, TensorData> = {
        map: { data, shape },
        mean: { data: mean, shape: [rows, 3] },
        tokens: { data: tokens, shape: [rows, plane, 3] },
      };
      return Object.fromEntries(outputs.map((name) => [name, all[name]!]));
    },
    async dispose() {
      log.push('dispose');
    },
  };
}
