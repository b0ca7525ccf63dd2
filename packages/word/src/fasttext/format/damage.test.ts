import { readFileSync } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError, ModelFileError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { mutated, rejection, temporaryDirectory } from '../../testing/helpers.js';
import { loadClassifier, loadFastText } from '../index.js';
import { fixture } from '../testing/goldens.js';

const words = readFileSync(fixture('skipgram.bin'));
const classifier = readFileSync(fixture('softmax.bin'));
const pruned = readFileSync(fixture('pruned.ftz'));

/** Where things stand in the files: behind magic, version, arguments and the head of the dictionary. */
const dictionaryAt = 8 + 56;
const firstWordAt = dictionaryAt + 28;

/** A copy with a 32-bit number in another's place. */
function with32(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeInt32LE(value, at);
  return copy;
}

/** Where the flag stands that says whether the input table is quantised. */
function inputFlagAt(bytes: Buffer): number {
  let at = firstWordAt;
  for (let left = bytes.readInt32LE(dictionaryAt); left > 0; left--) at = bytes.indexOf(0, at) + 10;
  return at + 8 * Math.max(0, Number(bytes.readBigInt64LE(dictionaryAt + 20)));
}

async function refusal(
  bytes: Uint8Array,
  load: typeof loadFastText | typeof loadClassifier = loadFastText,
) {
  const error = await rejection(load(bytes));
  expect(error).toBeInstanceOf(ModelFileError);
  expect(error.message).toContain('the given bytes: ');
  return error as ModelFileError;
}

const flag = inputFlagAt(words);
const outputFlag = flag + 1 + 16 + words.readInt32LE(flag + 1) * 4 * 4;

describe('a file is refused', () => {
  test.each<[string, Buffer, string, number]>([
    ['a later version', with32(words, 4, 13), 'of version 13; 11, 12 and', 4],
    ['no dimensions', with32(words, 8, 0), 'the model has 0 dimensions', 8],
    ['a negative window', with32(words, 12, -5), 'window is -5', 12],
    ['an unknown loss', with32(words, 32, 9), 'the loss has the number 9', 32],
    ['endless n-grams', with32(words, 48, 100_000), 'maxn is 100000', 48],
    ['a wrong number of words', with32(words, 68, 3), 'entries, 3 words and 0 labels', 84],
    [
      'two billion words',
      with32(with32(words, 64, 2 ** 31 - 1), 68, 2 ** 31 - 1),
      'would take 21474836470 bytes, but only',
      84,
    ],
    ['fewer words', with32(with32(words, 64, 9), 68, 9), "'quantised' must be 0 or 1", 0],
    ['a label for a word', with32(words, firstWordAt + 13, 1), 'entry 1 of the dictionary', 0],
    [
      'a table of other dimensions',
      with32(words, flag + 9, 5),
      'but the model has 4 dimen',
      flag + 9,
    ],
    [
      'a table with too few rows',
      with32(words, flag + 1, 7),
      'has 7 rows, but the dictio',
      flag + 9,
    ],
    ['endless rows', with32(words, flag + 4, 127), 'would take', flag + 9],
    ['endless rows, too', with32(words, flag + 5, 127), 'the input table is', flag + 9],
    ['NaN', with32(words, flag + 33, 0x7fc00000), `at byte ${flag + 33}`, 0],
    ['another flag', with32(words, outputFlag, 7), "'output quantised' must be 0 or 1", outputFlag],
    ['too few output rows', with32(words, outputFlag + 1, 2), 'the output table has 2 rows', 0],
    [
      'more behind it',
      Buffer.concat([words, words]),
      'bytes behind the output table',
      words.length,
    ],
  ])('with %s', async (_, bytes, message, offset) => {
    const error = await refusal(bytes);
    expect(error.message).toContain(message);
    expect(error.offset).toBeTypeOf('number');
    if (offset > 0) expect(error.offset).toBe(offset);
  });

  test('that ends early, wherever', async () => {
    for (let length = 0; length < words.length; length += length < 200 ? 1 : 97) {
      const bytes = words.subarray(0, length);
      const { message } = await refusal(bytes);
      if (length >= 8 + 56) expect(message).toMatch(/only \d+ follow|file ends|truncated/);
      expect(await rejection(loadFastText(stream(bytes, 61)))).toBeInstanceOf(ModelFileError);
    }
  });

  test('that ends early, even where the output table is left out', async () => {
    await using whole = await loadFastText(words, { output: 'skip' });
    expect(whole.get('unseen')).toHaveLength(4);
    for (const missing of [1, 100, words.length - outputFlag - 1, words.length - outputFlag - 17]) {
      const bytes = words.subarray(0, words.length - missing);
      const error = await rejection(loadFastText(bytes, { output: 'skip' }));
      expect(error).toBeInstanceOf(ModelFileError);
      expect(error.message).toMatch(/only \d+ follow|file ends|truncated/);
    }
  });

  test('with a word longer than there may be', async () => {
    const rest = words.subarray(words.indexOf(0, firstWordAt));
    const withWord = (length: number) =>
      Buffer.concat([words.subarray(0, firstWordAt), Buffer.alloc(length, 'x'), rest]);
    await using model = await loadFastText(withWord(1 << 20));
    expect([...model.words.at(0)!]).toHaveLength(1 << 20);
    const { message } = await refusal(withWord((1 << 20) + 1));
    expect(message).toContain('a word of more than 1048576 bytes');
  });

  test.each<[string, (bytes: Buffer, at: number) => void, string]>([
    ['codes that do not fit', (bytes, at) => bytes.writeInt32LE(17, at + 18), 'are no codes of'],
    ['an impossible quantiser', (bytes, at) => bytes.writeInt32LE(9, at), 'no fit'],
  ])('quantised with %s', async (_, damage, message) => {
    const bytes = Buffer.from(pruned);
    const at = inputFlagAt(bytes);
    if (message === 'no fit') {
      const codes = bytes.readInt32LE(at + 18);
      damage(bytes, at + 22 + codes);
      message = 'a product quantiser of 9 dimensions';
    } else {
      damage(bytes, at);
    }
    expect((await refusal(bytes, loadClassifier)).message).toContain(message);
  });

  test('pruned to rows that are not there', async () => {
    const at = inputFlagAt(pruned) - 8;
    const message = (await refusal(with32(pruned, at, -1), loadClassifier)).message;
    expect(message).toContain('bucket -1 of 300 is said to be row');
    const twice = with32(pruned, at, pruned.readInt32LE(at - 8));
    expect((await refusal(twice, loadClassifier)).message).toContain('two of the buckets');
  });

  test('with a table beyond 4 GiB, by its size and with what helps', async () => {
    const path = join(await temporaryDirectory(), 'huge.bin');
    // The disk gives zeros for what was never written.
    const head = with32(with32(words.subarray(0, flag + 17), 8, 65_536), 40, 16_384);
    head.writeBigInt64LE(BigInt(16_384 + words.readInt32LE(68)), flag + 1);
    head.writeBigInt64LE(65_536n, flag + 9);
    await writeFile(path, head);
    await truncate(path, 5 * 2 ** 30);
    const error = await rejection(loadFastText(path));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(/× 65536 numbers takes 4\.4 GB, .* Load it with precision/);
  });

  test('with a word in it twice', async () => {
    const bytes = Buffer.from(words);
    const second = bytes.indexOf(0, firstWordAt) + 10;
    const length = bytes.indexOf(0, second) - second;
    let at = second;
    do at = bytes.indexOf(0, at) + 10;
    while (bytes.indexOf(0, at) - at !== length);
    bytes.copy(bytes, at, second, second + length);
    expect((await refusal(bytes)).message).toContain('is in the dictionary twice');
  });

  test('by the name of what reads it', async () => {
    expect((await refusal(classifier)).message).toContain('load it with loadClassifier');
    expect((await refusal(words, loadClassifier)).message).toContain('load it with loadFastText');
    const text = Buffer.from('2 2\ncat 1 0\ndog 0 1\n');
    expect((await refusal(text)).message).toContain('read it with readVectors');
    expect((await refusal(Buffer.from('some text'))).message).toContain(
      'this is no fastText model',
    );
  });
});

/** Bytes that come in pieces, from something that does not say how many there are. */
async function* stream(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

test.each(['float32', 'float16', 'int8'] as const)('streams are read, as %s', async (precision) => {
  await using model = await loadFastText(stream(words, 1000), { precision });
  await using whole = await loadFastText(words, { precision });
  expect(model.get('Menschenrechte')).toEqual(whole.get('Menschenrechte'));
});

describe('damage is a ModelFileError or a model, and nothing else', () => {
  test.each([
    ['word vectors', words, loadFastText],
    ['a classifier', classifier, loadClassifier],
    ['a quantised and pruned classifier', pruned, loadClassifier],
  ])('%s', async (_, bytes, load) => {
    let refused = 0;
    for (let seed = 0; seed < 400; seed++) {
      const damaged = mutated(bytes, seed);
      const source = seed % 3 === 0 ? stream(damaged, 5000) : damaged;
      try {
        await using model = await load(source);
        const { data } = await model.encoder.encode(['free', 'unseen', '']);
        expect(data.every(Number.isFinite)).toBe(true);
        if ('predict' in model) model.predict(['alle Menschen'], { topK: 3 });
      } catch (error) {
        expect(error, `seed ${seed}: ${error}`).toBeInstanceOf(ModelFileError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(150);
  });
});

test('options are checked before anything is read', async () => {
  const wrong = { precision: 'int4' } as never;
  expect(await rejection(loadFastText('/nowhere', wrong))).toBeInstanceOf(InvalidInputError);
  expect((await rejection(loadFastText('/nowhere', { size: 1 } as never))).message).toContain(
    "LoadFastTextOptions has no option 'size'",
  );
});
