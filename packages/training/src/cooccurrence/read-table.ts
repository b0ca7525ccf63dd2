import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import {
  check,
  Items,
  ModelFileError,
  openSource,
  readSafetensors,
  type TensorInfo,
} from '@tovec/core';
import type { CooccurrenceReport, Cooccurrences } from './cooccurrences.js';
import { checkedTensors, formatKey, formatVersion } from './format.js';
import { type NumbersInFile, openNumbers } from './parts.js';
import { type CooccurrenceOptions, cooccurrenceSettings } from './settings.js';
import { CooccurrenceTable } from './table.js';

/** Entries looked at at a time. */
const chunkEntries = 1 << 18;

/**
 * Opens a file that `Cooccurrences.save` wrote. It is read through once, to check it; what is in it
 * stays there and is streamed when it is used, so the file must stay where it is until then.
 *
 * @throws ModelFileError when it is no such file, cut off, or damaged
 * @throws SourceError when it cannot be read
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { cooccurrences, readCooccurrences } from '@tovec/training';
 *
 * const path = `${tmpdir()}/tovec-example-cooccurrences.safetensors`;
 * const counted = await cooccurrences('a rose is a rose is a rose', { minCount: 1, window: 2 });
 * await counted.save(path);
 * await counted.dispose();
 * const read = await readCooccurrences(path);
 * console.log(read.vocabulary.words, read.nonZeros); // [ 'a', 'rose', 'is' ] 6
 * ```
 */
export async function readCooccurrences(
  path: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Cooccurrences> {
  check.string('path', path, { nonEmpty: true });
  const places = new Map<string, NumbersInFile>();
  const infos = new Map<string, TensorInfo>();
  await using reader = await openSource(path, { signal });
  const { size } = await stat(path);
  const failure = (problem: string, cause?: unknown) =>
    new ModelFileError(problem, { file: path, ...(cause !== undefined && { cause }) });
  if (reader.size !== size) throw failure('it is compressed; unpack it first');
  const { metadata, tensors } = await readSafetensors(reader, {
    select(info) {
      infos.set(info.name, info);
      if (info.name !== 'columns' && info.name !== 'values') return undefined;
      places.set(info.name, { path, position: reader.position });
      return 'skip';
    },
  });
  if (metadata[formatKey] === undefined) {
    throw failure('this safetensors file does not hold co-occurrences');
  }
  if (metadata[formatKey] !== formatVersion) {
    throw failure(
      `its format has version ${metadata[formatKey]}, this tovec reads ${formatVersion}; update tovec`,
    );
  }
  const words = Number(infos.get('counts')?.shape[0]);
  const entries = Number(infos.get('columns')?.shape[0]);
  checkShapes();
  const bytes = (name: string) => tensors.get(name)!.bytes;
  const sums = new Uint32Array(bytes('crc32').slice().buffer);
  checkedTensors.forEach(([name], at) => {
    const tensor = tensors.get(name);
    if (tensor && crc32(tensor.bytes) !== sums[at]) throw damaged(name);
  });
  const offsets = Float64Array.from(new BigUint64Array(bytes('offsets').slice().buffer), Number);
  checkOffsets();
  const columns = places.get('columns')!;
  const values = places.get('values')!;
  await checkEntries();

  try {
    const items = new Items(
      bytes('items.utf8'),
      new Uint32Array(bytes('items.offsets').slice().buffer),
    );
    return new CooccurrenceTable({
      vocabulary: {
        words: items.toArray(),
        counts: new Float64Array(bytes('counts').slice().buffer),
      },
      settings: cooccurrenceSettings(JSON.parse(metadata.settings ?? '') as CooccurrenceOptions),
      report: JSON.parse(metadata.report ?? '') as CooccurrenceReport,
      offsets,
      parts: [{ firstRow: 0, endRow: words, columns, values }],
    });
  } catch (cause) {
    throw failure(`its words or settings cannot be: ${(cause as Error).message}`, cause);
  }

  function checkShapes(): void {
    const lengths: Record<string, number> = {
      ...{ offsets: words + 1, counts: words, columns: entries, values: entries },
      'items.offsets': words + 1,
    };
    for (const [name, dtype] of [...checkedTensors, ['crc32', 'U32'] as const]) {
      const info = infos.get(name);
      const length = name === 'crc32' ? checkedTensors.length : lengths[name];
      const isRight =
        info?.dtype === dtype &&
        info.shape.length === 1 &&
        (length === undefined || info.shape[0] === length);
      if (!isRight) throw failure(`its tensor '${name}' is missing or has another shape`);
    }
  }

  function checkOffsets(): void {
    const isRising = offsets.every((offset, row) => row === 0 || offset >= offsets[row - 1]!);
    if (offsets[0] !== 0 || !isRising || offsets.at(-1) !== entries) {
      throw failure('its row offsets do not rise from 0 to the number of entries');
    }
  }

  async function checkEntries(): Promise<void> {
    await using columnNumbers = await openNumbers(columns);
    await using valueNumbers = await openNumbers(values);
    const found = [0, 0];
    let row = 0;
    let last = -1;
    for (let first = 0; first < entries; first += chunkEntries) {
      signal?.throwIfAborted();
      const count = Math.min(chunkEntries, entries - first);
      const columnBytes = await columnNumbers.read(first, count);
      const valueBytes = await valueNumbers.read(first, count);
      found[0] = crc32(columnBytes, found[0]);
      found[1] = crc32(valueBytes, found[1]);
      const columnsHere = new Uint32Array(columnBytes.buffer);
      const valuesHere = new Float32Array(valueBytes.buffer);
      for (let at = 0; at < count; at++) {
        for (; offsets[row + 1]! <= first + at; row++) last = -1;
        const column = columnsHere[at]!;
        if (column <= last || column >= words) throw damaged('columns');
        if (!(valuesHere[at]! > 0 && valuesHere[at]! < Number.POSITIVE_INFINITY)) {
          throw damaged('values');
        }
        last = column;
      }
    }
    if (found[0] !== sums[2]) throw damaged('columns');
    if (found[1] !== sums[3]) throw damaged('values');
  }

  function damaged(name: string): ModelFileError {
    return failure(`it is damaged: '${name}' is not what was written`);
  }
}
