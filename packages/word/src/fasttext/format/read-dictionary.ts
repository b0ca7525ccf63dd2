import { Items, type ModelFileError } from '@tovec/core';
import type { FastTextArguments } from '../arguments.js';
import { FastTextDictionary } from '../dictionary.js';
import { type FieldReader, readInt64 } from './field-reader.js';
import type { FastTextVersion } from './read-arguments.js';

/** The end of a word, its count, and whether it is a label. */
const leastEntryBytes = 1 + 8 + 1;

/** No word is longer, in training neither: what seems to be is damage. */
const longestWord = 1 << 20;

/** Parsed at a time: the longest entry at least. */
const blockBytes = longestWord + leastEntryBytes;

/** Reads the words, the labels and, of a pruned model, which buckets are left. */
export async function readDictionary(
  fields: FieldReader,
  version: FastTextVersion,
  { bucket, model }: FastTextArguments,
): Promise<FastTextDictionary> {
  await fields.load(version === 'old' ? 20 : 28);
  const size = fields.int32();
  const words = fields.int32();
  const labels = fields.int32();
  const tokens = fields.int64();
  const prunedCount = version === 'old' ? -1 : fields.int64();
  if (words < 0 || labels < 0 || size !== words + labels) {
    throw fields.refuse(
      `the dictionary claims ${size} entries, ${words} words and ${labels} labels; ` +
        'the file is damaged, or no fastText model',
    );
  }
  if (!(tokens >= 0 && tokens <= Number.MAX_SAFE_INTEGER)) {
    throw fields.refuse(`the dictionary claims ${tokens} tokens; the file is damaged`);
  }
  if (model === 'supervised' && labels === 0) {
    throw fields.refuse('the model is a classifier without labels; the file is damaged');
  }
  fields.checkRoom(`${size} words and labels`, size * leastEntryBytes);
  const entries = await readEntries(fields, words, labels);
  const pruned = prunedCount < 0 ? undefined : await readPruned(fields, prunedCount, bucket);
  const dictionary = new FastTextDictionary({ ...entries, tokens, pruned });
  for (const [items, index] of [
    [dictionary.words, dictionary.wordIndex],
    [dictionary.labels, dictionary.labelIndex],
  ] as const) {
    const repeated = index.repeated[0];
    if (repeated === undefined) continue;
    throw fields.refuse(`${JSON.stringify(items.at(repeated))} is in the dictionary twice`);
  }
  return dictionary;
}

async function readEntries(fields: FieldReader, words: number, labels: number) {
  const { source } = fields;
  const wordEntries = new Entries();
  const labelEntries = new Entries();
  for (let left = words + labels; left > 0; ) {
    const bytes = await source.peek(blockBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    for (; left > 0; left--) {
      const end = bytes.indexOf(0, at);
      if (end - at > longestWord) throw await tooLong(fields, at);
      if (end < 0 || end + leastEntryBytes > bytes.length) break;
      const count = readInt64(view, end + 1);
      const isLabel = wordEntries.length === words;
      if (bytes[end + 9] !== (isLabel ? 1 : 0) || count < 0 || count > Number.MAX_SAFE_INTEGER) {
        await source.skip(end + 1);
        await fields.load(0);
        throw fields.refuse(
          `entry ${words + labels - left + 1} of the dictionary is damaged: a ` +
            `${isLabel ? 'label' : 'word'} was expected, with its count`,
        );
      }
      (isLabel ? labelEntries : wordEntries).push(bytes, at, end, count);
      at = end + leastEntryBytes;
    }
    if (at === 0 && left > 0) {
      if (bytes.length === blockBytes) throw await tooLong(fields, 0);
      await fields.load(0);
      throw fields.refuse(
        `the file ends within the dictionary, ${left} entries before its end; it is truncated`,
      );
    }
    await source.skip(at);
  }
  return {
    words: wordEntries.items(),
    wordCounts: wordEntries.counts(),
    labels: labelEntries.items(),
    labelCounts: labelEntries.counts(),
  };
}

async function tooLong(fields: FieldReader, ahead: number): Promise<ModelFileError> {
  await fields.source.skip(ahead);
  await fields.load(0);
  return fields.refuse(`a word of more than ${longestWord} bytes; the file is damaged`);
}

/** Which row each bucket that is left has, in the order of the file. */
async function readPruned(
  fields: FieldReader,
  count: number,
  bucket: number,
): Promise<Map<number, number>> {
  fields.checkRoom(`${count} buckets`, count * 8);
  const pruned = new Map<number, number>();
  const rows = new Set<number>();
  for (let left = count; left > 0; ) {
    const block = Math.min(left, 1 << 17);
    await fields.load(block * 8);
    for (let at = 0; at < block; at++) {
      const slot = fields.int32();
      const row = fields.int32();
      if (slot < 0 || slot >= bucket || row < 0 || row >= count) {
        throw fields.refuse(`bucket ${slot} of ${bucket} is said to be row ${row} of ${count}`);
      }
      pruned.set(slot, row);
      rows.add(row);
    }
    left -= block;
  }
  if (pruned.size !== count || rows.size !== count) {
    throw fields.refuse('two of the buckets that are left are the same, or have the same row');
  }
  return pruned;
}

/** Names and counts while they come. */
class Entries {
  length = 0;
  private bytes = new Uint8Array(1 << 12);
  private ends = new Uint32Array(1 << 8);
  private numbers = new Float64Array(1 << 8);

  push(source: Uint8Array, from: number, to: number, count: number): void {
    const start = this.ends[this.length]!;
    const end = start + to - from;
    if (end > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(2 * end));
    for (let at = from; at < to; at++) this.bytes[start + at - from] = source[at]!;
    this.numbers[this.length] = count;
    this.length++;
    if (this.length === this.ends.length) {
      this.ends = grown(this.ends, new Uint32Array(2 * this.length));
      this.numbers = grown(this.numbers, new Float64Array(2 * this.length));
    }
    this.ends[this.length] = end;
  }

  items(): Items {
    const end = this.ends[this.length]!;
    return new Items(this.bytes.slice(0, end), this.ends.slice(0, this.length + 1));
  }

  counts(): Float64Array {
    return this.numbers.slice(0, this.length);
  }
}

function grown<List extends { set(from: List): void }>(from: List, to: List): List {
  to.set(from);
  return to;
}
