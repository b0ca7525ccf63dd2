import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModelFileError } from '../errors/model-file-error.js';
import { chunked, rejection, temporaryDirectory } from '../testing/helpers.js';
import { openSource } from './open-source.js';
import type { Source } from './source.js';

/** Larger than any buffer, and no two places alike. */
const content = new Uint8Array(600_000);
new Uint32Array(content.buffer).forEach((_, index, words) => {
  words[index] = Math.imul(index + 1, 0x9e3779b1);
});

const kinds: Record<string, () => Promise<Source>> = {
  bytes: async () => content,
  'a stream': async () => chunked(content, 7001),
  'a file': async () => {
    const path = join(await temporaryDirectory(), 'content.bin');
    await writeFile(path, content);
    return path;
  },
};

describe.each(Object.entries(kinds))('reading %s', (kind, make) => {
  test('gives all bytes in order, in whatever steps', async () => {
    const steps = fc.array(
      fc.record({
        verb: fc.constantFrom('read', 'readExactly', 'skip', 'peek'),
        count: fc.oneof(fc.nat(20), fc.nat(140_000), fc.constant(131_072)),
      }),
      { maxLength: 12 },
    );
    const source = kind === 'a stream' ? make : await make().then((made) => async () => made);
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        await using reader = await openSource(await source());
        let position = 0;
        for (const { verb, count } of plan) {
          const here = content.subarray(position, position + count);
          if (verb === 'peek') {
            expect(Buffer.compare(await reader.peek(count), here)).toBe(0);
          } else if (verb === 'read') {
            const target = new Uint8Array(count);
            const got = await reader.read(target);
            expect(got > 0 || here.length === 0).toBe(true);
            expect(Buffer.compare(target.subarray(0, got), here.subarray(0, got))).toBe(0);
            position += got;
          } else if (here.length < count) {
            const attempt =
              verb === 'skip' ? reader.skip(count) : reader.readExactly(new Uint8Array(count));
            expect(await rejection(attempt)).toBeInstanceOf(ModelFileError);
            return;
          } else if (verb === 'skip') {
            await reader.skip(count);
            position += count;
          } else {
            const target = new Uint8Array(count);
            await reader.readExactly(target);
            expect(Buffer.compare(target, here)).toBe(0);
            position += count;
          }
          expect(reader.position).toBe(position);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('says how large it is, where that is known', async () => {
    await using reader = await openSource(await make());
    expect(reader.size).toBe(kind === 'a stream' ? undefined : content.length);
  });

  test('fills shared memory', async () => {
    await using reader = await openSource(await make());
    const target = new Uint8Array(new SharedArrayBuffer(content.length));
    await reader.readExactly(target);
    expect(Buffer.compare(target, content)).toBe(0);
  });

  test('ends with 0, not with an error', async () => {
    await using reader = await openSource(await make());
    await reader.skip(content.length);
    expect(await reader.read(new Uint8Array(10))).toBe(0);
    expect(await reader.read(new Uint8Array(1_000_000))).toBe(0);
    expect((await reader.peek(3)).length).toBe(0);
  });

  test('says where the source ends when more was expected', async () => {
    await using reader = await openSource(await make());
    await reader.skip(content.length - 10);
    const error = await rejection(reader.readExactly(new Uint8Array(11)));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(
      'ends after 600000 bytes, but 11 bytes were expected from byte 599990 on',
    );
  });

  test('stops when the signal is aborted', async () => {
    const controller = new AbortController();
    await using reader = await openSource(await make(), { signal: controller.signal });
    await reader.readExactly(new Uint8Array(10));
    controller.abort();
    const error = await rejection(reader.readExactly(new Uint8Array(500_000)));
    expect(error.name).toBe('AbortError');
  });
});

test('a file that shrinks while it is read is an error, not a hang', async () => {
  const path = join(await temporaryDirectory(), 'content.bin');
  await writeFile(path, content);
  await using reader = await openSource(path);
  await truncate(path, 300_000);
  await reader.skip(200_000);
  const error = await rejection(reader.readExactly(new Uint8Array(200_000)));
  expect(error).toBeInstanceOf(ModelFileError);
});
