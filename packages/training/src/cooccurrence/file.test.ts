import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  createRandom,
  ModelFileError,
  openSource,
  readSafetensors,
  SourceError,
  writeSafetensors,
} from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { topicText } from '../testing/topics.js';
import { type Cooccurrences, cooccurrences } from './cooccurrences.js';
import { readCooccurrences } from './read-table.js';

const text = topicText(300);

/** All entries; how they are cut into blocks depends on the files they lie in. */
async function entriesOf(counted: Cooccurrences) {
  const entries: number[][] = [];
  for await (const { rows, columns, values } of counted.blocks()) {
    rows.forEach((row, at) => {
      entries.push([row, columns[at]!, values[at]!]);
    });
  }
  return entries;
}

/** A saved file, and what was saved. */
async function saved() {
  const directory = await temporaryDirectory();
  const path = join(directory, 'counts.safetensors');
  await using counted = await cooccurrences(text, { window: 4, symmetric: false, workers: 2 });
  await counted.save(path);
  return { directory, path, entries: await entriesOf(counted), ...counted };
}

describe('a file of co-occurrences', () => {
  test('holds everything, and is a sparse matrix to others', async () => {
    const { path, entries, vocabulary, settings, report, nonZeros } = await saved();
    const read = await readCooccurrences(path);
    expect(await entriesOf(read)).toEqual(entries);
    expect(read.vocabulary).toEqual(vocabulary);
    expect([read.settings, read.report, read.nonZeros]).toEqual([settings, report, nonZeros]);

    await using reader = await openSource(path);
    const { tensors } = await readSafetensors(reader);
    const shapes = [...tensors].map(([name, { info }]) => [name, info.dtype, info.shape[0]]);
    const words = vocabulary.words.length;
    expect(shapes).toEqual([
      ['offsets', 'U64', words + 1],
      ['counts', 'F64', words],
      ['columns', 'U32', nonZeros],
      ['values', 'F32', nonZeros],
      ['items.offsets', 'U32', words + 1],
      ['crc32', 'U32', 6],
      ['items.utf8', 'U8', vocabulary.words.join('').length],
    ]);
    // It stays when what was read is disposed of, and can be saved again.
    await read.save(`${path}.copy`);
    await read.dispose();
    expect(await readFile(`${path}.copy`)).toEqual(await readFile(path));
  });

  test('is refused whatever byte of it has changed, and wherever it ends', async () => {
    const { path } = await saved();
    const whole = await readFile(path);
    const random = createRandom(3);
    for (let change = 0; change < 150; change++) {
      const bytes = Buffer.from(whole);
      const at = random.integer(change % 2 === 0 ? bytes.length : 1500);
      bytes[at] = bytes[at]! ^ (1 << random.integer(8));
      await writeFile(path, bytes);
      const read = await readCooccurrences(path).catch((error: unknown) => error);
      // A digit of the report may be another one; no number that is learnt from is.
      if (read instanceof Error) expect(read).toBeInstanceOf(ModelFileError);
      else expect(at).toBeLessThan(1500);
    }
    for (const length of [0, 7, 100, whole.length >> 1, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      expect(await rejection(readCooccurrences(path))).toBeInstanceOf(ModelFileError);
    }
  });

  test('is refused with its reason', async () => {
    const { path, directory } = await saved();
    const message = async () => (await rejection(readCooccurrences(path))).message;
    await writeFile(path, gzipSync(await readFile(path)));
    expect(await message()).toContain('compressed');
    await writeSafetensors(path, { tensors: [] });
    expect(await message()).toContain('does not hold co-occurrences');
    await writeSafetensors(path, { metadata: { 'tovec.cooccurrences': '9' }, tensors: [] });
    expect(await message()).toContain('version 9');
    const missing = await rejection(readCooccurrences(join(directory, 'none')));
    expect(missing).toBeInstanceOf(SourceError);
  });

  test('that is cut off while it is read is a SourceError', async () => {
    const { path } = await saved();
    const read = await readCooccurrences(path);
    await truncate(path, 2000);
    const error = await rejection(entriesOf(read));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('shorter');
  });

  test('is not left half written by an abort', async () => {
    const directory = await temporaryDirectory();
    await using counted = await cooccurrences(text, {});
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const path = join(directory, 'counts');
    const error = await rejection(counted.save(path, { signal: controller.signal, onProgress }));
    expect(error.name).toBe('AbortError');
    expect(await readdir(directory)).toEqual([]);
  });
});
