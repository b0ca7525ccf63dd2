import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeyedVectors } from '../create-keyed-vectors.js';
import { readVectors } from './read-vectors.js';
import { writeVectorStream } from './write-vector-stream.js';
import { writeVectors } from './write-vectors.js';

let directory: string;
const path = (name: string) => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tovec-stream-'));
});
afterAll(() => rm(directory, { recursive: true }));

const items = ['a.jpg', 'ü b.jpg', 'c.jpg'];
const values = Float32Array.of(1, 2, 3, 4, 5, 6);

async function* parts(...lengths: number[]) {
  let at = 0;
  for (const length of lengths) {
    yield values.slice(at, at + length);
    at += length;
  }
}

describe('writeVectorStream', () => {
  it.each(['npy', 'safetensors'])(
    'writes the file that writeVectors writes, as .%s',
    async (ending) => {
      const [whole, streamed] = [path(`whole.${ending}`), path(`streamed.${ending}`)];
      const table = createKeyedVectors({ items, matrix: values, dimensions: 2, modality: 'image' });
      await writeVectors(whole, table);
      const vectors = parts(4, 2);
      await writeVectorStream(streamed, { items, dimensions: 2, vectors, modality: 'image' });
      expect(await readFile(streamed)).toEqual(await readFile(whole));
      expect((await readVectors(streamed)).get('ü b.jpg')).toEqual(Float32Array.of(3, 4));
    },
  );

  it.each([
    ['fewer', [2, 2]],
    ['parts of rows', [3]],
    ['more', [6, 6]],
  ])('refuses %s vectors than items, and leaves the old files whole', async (_, lengths) => {
    await writeFile(path('old.npy'), 'old');
    await writeFile(path('old.words.txt'), 'old');
    const vectors = lengths[1] === 6 ? [values, values] : parts(...lengths);
    const writing = writeVectorStream(path('old.npy'), { items, dimensions: 2, vectors });
    await expect(writing).rejects.toThrow('There are 3 items');
    expect(await readFile(path('old.npy'), 'utf8')).toBe('old');
    expect(await readFile(path('old.words.txt'), 'utf8')).toBe('old');
  });

  it('leaves nothing behind when it is aborted half-way', async () => {
    const empty = await mkdtemp(join(directory, 'empty-'));
    for (const name of ['x.npy', 'x.safetensors']) {
      const controller = new AbortController();
      async function* vectors() {
        yield values.slice(0, 2);
        controller.abort(new Error('enough'));
        yield values.slice(2);
      }
      const { signal } = controller;
      const stream = { items, dimensions: 2, vectors: vectors() };
      const writing = writeVectorStream(join(empty, name), stream, { signal });
      await expect(writing).rejects.toThrow('enough');
    }
    expect(await readdir(empty)).toEqual([]);
  });

  it('refuses names that cannot be written before it asks for vectors', async () => {
    const vectors: Iterable<Float32Array> = {
      [Symbol.iterator]: () => {
        throw new Error('asked');
      },
    };
    const stream = { items: ['a\nb'], dimensions: 2, vectors };
    await expect(writeVectorStream(path('x.npy'), stream)).rejects.toThrow('newline');
    await expect(writeVectorStream(path('x.txt'), stream)).rejects.toThrow('.npy or .safetensors');
  });
});
