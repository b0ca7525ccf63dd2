import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { ModelFileError } from '../errors/model-file-error.js';
import { SourceError } from '../errors/source-error.js';
import { chunked, rejection, temporaryDirectory } from '../testing/helpers.js';
import { openSafetensors } from './open-safetensors.js';
import { parseShardIndex } from './shard-index.js';
import { writeSafetensors } from './write-safetensors.js';

const shards = {
  'model-1.safetensors': { a: [1, 2], b: [3] },
  'model-2.safetensors': { c: [4, 5, 6] },
};
const honest = { a: 'model-1.safetensors', b: 'model-1.safetensors', c: 'model-2.safetensors' };

/** The shards in a new directory, with an index of this map. */
async function sharded(weightMap: unknown = honest, index: object = { weight_map: weightMap }) {
  const directory = await temporaryDirectory();
  for (const [file, tensors] of Object.entries(shards)) {
    await writeSafetensors(join(directory, file), {
      metadata: { format: 'pt', [file]: 'here' },
      tensors: Object.entries(tensors).map(([name, values]) => {
        const bytes = new Uint8Array(Float32Array.from(values).buffer);
        return { name, dtype: 'F32', shape: [values.length], bytes };
      }),
    });
  }
  const path = join(directory, 'model.safetensors.index.json');
  await writeFile(path, JSON.stringify({ metadata: { total_size: 24 }, ...index }));
  return { directory, path };
}

async function everything(...given: Parameters<typeof openSafetensors>) {
  await using file = await openSafetensors(...given);
  const found: Record<string, number[]> = {};
  for await (const { info, bytes } of file.read()) {
    found[info.name] = [...new Float32Array(bytes.buffer)];
  }
  return found;
}

const all = { a: [1, 2], b: [3], c: [4, 5, 6] };

describe('a sharded model', () => {
  test('is read as one file, by the path or the URL of its index', async () => {
    const { path } = await sharded();
    expect(await everything(path)).toEqual(all);
    expect(await everything(pathToFileURL(path))).toEqual(all);
    await using file = await openSafetensors(path);
    expect(file.name).toBe(path);
    expect(file.tensors.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(file.metadata).toMatchObject({
      format: 'pt',
      'model-1.safetensors': 'here',
      'model-2.safetensors': 'here',
    });
  });

  test('can also be given as its files, streams among them', async () => {
    const { directory } = await sharded();
    const [first, second] = Object.keys(shards).map((name) => join(directory, name));
    expect(await everything([first!, chunked(await readFile(second!), 7)])).toEqual(all);
    const error = await rejection(openSafetensors([first!, first!]));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain("the tensor 'a' is in");
  });

  test('whose shard is missing says which, before anything is read', async () => {
    const { directory, path } = await sharded();
    await rm(join(directory, 'model-2.safetensors'));
    const error = await rejection(openSafetensors(path));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toMatch(/A shard that .*index\.json names is not there.*model-2/);
  });

  test.each<[string, unknown, string]>([
    [
      'places a tensor in another shard',
      { ...honest, b: 'model-2.safetensors' },
      "has 'b', which the index does not place here",
    ],
    [
      'names a tensor that is nowhere',
      { ...honest, d: 'model-2.safetensors' },
      "lacks 'd', which the index places here",
    ],
    ['leaves a tensor out', { a: honest.a, c: honest.c }, "has 'b', which the index does not"],
    ['leads out of its directory', { a: '../model-1.safetensors' }, 'shards lie beside'],
    ['leads out of it on Windows', { a: '..\\model-1.safetensors' }, 'shards lie beside'],
    ['names an absolute path', { a: '/etc/passwd' }, 'shards lie beside'],
    ['names an address', { a: 'http:evil' }, 'shards lie beside'],
    ['names its directory', { a: '..' }, 'shards lie beside'],
    ['names nothing', { a: '' }, 'shards lie beside'],
    ['has numbers for files', { a: 1 }, "gives 1 as the file of 'a'"],
    ['is empty', {}, 'names no tensor'],
    ['has no map', undefined, 'has no object weight_map'],
    ['has a list for a map', ['a'], 'has no object weight_map'],
  ])('whose index %s is refused', async (_, weightMap, message) => {
    const { path } = await sharded(weightMap, { weight_map: weightMap });
    const error = await rejection(openSafetensors(path));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test('has no SHA-256 of its own', async () => {
    const { path } = await sharded();
    const error = await rejection(openSafetensors(path, { sha256: '0'.repeat(64) }));
    expect(error).toBeInstanceOf(InvalidInputError);
  });
});

test('whatever stands in an index, reading it gives an index or a ModelFileError', () => {
  const text = JSON.stringify({ metadata: { total_size: 1 }, weight_map: honest });
  const damaged = fc
    .array(fc.tuple(fc.nat(text.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    .map((edits) => {
      const bytes = Uint8Array.from(Buffer.from(text));
      for (const [place, byte] of edits) bytes[place] = byte;
      return bytes;
    });
  const any = fc.oneof(
    damaged,
    fc.uint8Array(),
    fc.json().map((json) => Uint8Array.from(Buffer.from(json))),
    fc.nat(text.length).map((end) => Uint8Array.from(Buffer.from(text.slice(0, end)))),
  );
  fc.assert(
    fc.property(any, (bytes) => {
      try {
        for (const shard of parseShardIndex(bytes, 'index').keys()) {
          expect(shard).not.toMatch(/[/\\:]|^\.\.?$/);
        }
      } catch (error) {
        if (!ModelFileError.isInstance(error)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});

test('a key that is there twice, or nesting without end, is refused', () => {
  const parse = (text: string) => () => parseShardIndex(Buffer.from(text), 'index');
  expect(parse('{"weight_map":{"a":"x","\\u0061":"y"}}')).toThrow('names "a" twice');
  expect(parse('{"weight_map":'.repeat(50))).toThrow('nested deeper');
});
