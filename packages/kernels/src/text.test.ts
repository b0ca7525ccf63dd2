import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemory } from './memory.js';
import { instantiate } from './modules.js';
import { type TextKernel, textModule } from './text.js';

const textAt = 64;
const room = 1 << 18;
const encoder = new TextEncoder();

/** A growing table in a memory of its own, with room for a text in front of it. */
function newTable(form: 0 | 1 = 0) {
  const memory = createMemory(textAt + room + 64);
  const kernel = instantiate<TextKernel>(textModule(), memory);
  kernel.setForm(form);
  kernel.createTable(textAt + room);
  const write = (bytes: Uint8Array) => {
    new Uint8Array(memory.buffer, textAt, bytes.length + 32).fill(0xaa);
    new Uint8Array(memory.buffer, textAt, bytes.length).set(bytes);
    return bytes.length;
  };
  const count = (text: string | Uint8Array, isLast: 0 | 1 = 1, checkUtf8: 0 | 1 = 1) => {
    const length = write(typeof text === 'string' ? encoder.encode(text) : text);
    return kernel.countWords(textAt, length, isLast, checkUtf8);
  };
  const counts = () => {
    const entries = new Uint32Array(memory.buffer, kernel.getEntries(), kernel.getEntryCount() * 4);
    const bytes = new Uint8Array(memory.buffer, kernel.getBytes(), kernel.getBytesUsed()).slice();
    const found: [string, number][] = [];
    for (let at = 0; at < entries.length; at += 4) {
      const word = bytes.subarray(entries[at]!, entries[at]! + entries[at + 1]!);
      found.push([Buffer.from(word).toString('latin1'), entries[at + 2]!]);
    }
    return found;
  };
  return { memory, kernel, write, count, counts };
}

const byWord = (counts: [string, number][]) => Object.fromEntries(counts);
const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('counting words', () => {
  test('takes any ASCII white space or control as a separator', () => {
    const table = newTable();
    table.count('a b\tb\r\nc\u0000c\u001fc\n\n');
    expect(table.counts()).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    expect(table.kernel.getProduced()).toBe(6);
  });

  test('leaves a word that touches the end for the next call', () => {
    const table = newTable();
    expect(table.count('one two thr', 0)).toBe(8);
    expect(table.count('three', 1)).toBe(5);
    expect(byWord(table.counts())).toEqual({ one: 1, two: 1, three: 1 });
  });

  test('counts words of every length, and tells those apart that differ in one byte', () => {
    const table = newTable();
    const words = Array.from({ length: 200 }, (_, length) => 'x'.repeat(length + 1));
    const others = words.map((word) => `${word.slice(0, -1)}y`);
    table.count([...words, ...others, ...words].join(' '));
    const expected = [...words.map((word) => [word, 2]), ...others.map((word) => [word, 1])];
    expect(byWord(table.counts())).toEqual(Object.fromEntries(expected));
  });

  test('agrees with splitting in JavaScript, whatever the text and wherever it is cut', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 60 });
    fc.assert(
      fc.property(words, fc.nat(200), (list, cut) => {
        const bytes = encoder.encode(list.join(' '));
        const table = newTable();
        const first = table.count(bytes.subarray(0, Math.min(cut, bytes.length)), 0);
        table.count(bytes.subarray(first), 1);
        const expected = new Map<string, number>();
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the separators.
        for (const word of list.join(' ').split(/[\u0000-\u0020]+/)) {
          if (word) expected.set(latin1(word), (expected.get(latin1(word)) ?? 0) + 1);
        }
        expect(new Map(table.counts())).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('holds more words than it begins with room for', () => {
    const table = newTable();
    for (let from = 0; from < 60_000; from += 10_000) {
      const words = Array.from({ length: 10_000 }, (_, at) => `w${from + at}`);
      table.count(words.join(' '));
    }
    table.count('w0 w59999');
    const counts = byWord(table.counts());
    expect(Object.keys(counts)).toHaveLength(60_000);
    expect([counts.w0, counts.w1, counts.w59999]).toEqual([2, 1, 2]);
  });

  test('forgets the rarest words when asked to', () => {
    const table = newTable();
    table.count('a a a a b b b c c d');
    expect(table.kernel.pruneTo(2)).toBe(2);
    expect(table.counts()).toEqual([
      ['a', 4],
      ['b', 3],
    ]);
    table.count('d a');
    expect(byWord(table.counts())).toEqual({ a: 5, b: 3, d: 1 });
  });

  test.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['an overlong form of three bytes', [0xe0, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a character that is cut off', [0xe2, 0x82]],
  ])('stops in front of %s', (_, bad) => {
    const table = newTable();
    const bytes = Uint8Array.of(...encoder.encode('good '), ...bad, ...encoder.encode(' more'));
    expect(table.count(bytes)).toBe(5);
    expect(table.kernel.getFault()).toBe(1);
    expect(newTable().count(bytes, 1, 0)).toBe(bytes.length);
  });

  test('accepts every valid character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const table = newTable();
        table.count(`x${text.toWellFormed()}`);
        expect(table.kernel.getFault()).toBe(0);
      }),
    );
  });

  test('adds another table up', () => {
    const table = newTable();
    table.count('a b b');
    const other = newTable();
    other.count('b c');
    const entries = new Uint32Array(other.memory.buffer, other.kernel.getEntries(), 8).slice();
    const words = new Uint8Array(other.memory.buffer, other.kernel.getBytes(), 2).slice();
    new Uint32Array(table.memory.buffer, textAt, 8).set(entries);
    new Uint8Array(table.memory.buffer, textAt + 32, 2).set(words);
    table.kernel.mergeTable(textAt, textAt + 32, 2);
    expect(byWord(table.counts())).toEqual({ a: 1, b: 3, c: 1 });
  });

  test('splits token form at 0xff and 0xfe alone', () => {
    const table = newTable(1);
    const bytes = Uint8Array.of(...encoder.encode('new york'), 0xff, 0x0a, 0xff, 0xfe);
    table.count(bytes);
    expect(byWord(table.counts())).toEqual({ 'new york': 1, '\n': 1 });
  });
});

describe('encoding words', () => {
  const end = 0xffffffff;
  const idsAt = 1 << 17;

  /** A table whose values are ids, in the order of the words; `a+b` stands for several. */
  function encodeAll(text: string, vocabulary: string[], options: { capacity?: number } = {}) {
    const table = newTable();
    table.count(vocabulary.join(' '));
    const entries = new Uint32Array(
      table.memory.buffer,
      table.kernel.getEntries(),
      vocabulary.length * 4,
    );
    vocabulary.forEach((_, id) => {
      entries.set([id, 1], id * 4 + 2);
    });
    const ids: number[] = [];
    const bytes = encoder.encode(text);
    const { capacity = 1000 } = options;
    for (let from = 0; from < bytes.length; ) {
      const length = table.write(bytes.subarray(from));
      const consumed = table.kernel.encodeWords(textAt, length, 1, 0, idsAt, capacity);
      expect(consumed).toBeGreaterThan(0);
      const produced = table.kernel.getProduced();
      ids.push(...new Uint32Array(table.memory.buffer, idsAt, produced));
      from += consumed;
    }
    return ids;
  }

  test('writes known words as ids, passes over others, and ends sentences at line ends', () => {
    expect(encodeAll('the cat\n\nzzz\nsat the\n', ['the', 'cat', 'sat'])).toEqual([
      ...[0, 1, end],
      ...[2, 0, end],
    ]);
  });

  test('goes on where it stopped when the ids are full, between sentences where it can', () => {
    const text = 'a b c\n'.repeat(20);
    expect(encodeAll(text, ['a', 'b', 'c'], { capacity: 10 })).toEqual(
      Array.from({ length: 20 }, () => [0, 1, 2, end]).flat(),
    );
  });

  test('writes all the ids that one run of text stands for', () => {
    const table = newTable();
    table.count('x-y');
    const entry = new Uint32Array(table.memory.buffer, table.kernel.getEntries(), 4);
    entry.set([1, 2], 2);
    const expansions = idsAt + 4096;
    new Uint32Array(table.memory.buffer, expansions, 3).set([9, 5, 6]);
    const length = table.write(encoder.encode('x-y x-y'));
    table.kernel.encodeWords(textAt, length, 1, expansions, idsAt, 100);
    const ids = new Uint32Array(table.memory.buffer, idsAt, table.kernel.getProduced());
    expect([...ids]).toEqual([5, 6, 5, 6]);
  });

  test('writes tags by their numbers, behind the ids of words, and does not count them', () => {
    const table = newTable();
    table.kernel.setTags(70);
    const tagged = (text: string) => Buffer.from(text, 'latin1');
    table.count(tagged('\xfd0 \xfd12 a b\n\xfd3 a\n'));
    expect(byWord(table.counts())).toEqual({ a: 2, b: 1 });
    expect(table.kernel.getProduced()).toBe(3);
    new Uint32Array(table.memory.buffer, table.kernel.getEntries(), 8).set([
      ...[0, 1, 5, 1],
      ...[1, 1, 6, 1],
    ]);
    const length = table.write(tagged('\xfd0 \xfd12 a b\n\xfd3 zzz\n'));
    table.kernel.encodeWords(textAt, length, 1, 0, idsAt, 100);
    const ids = new Uint32Array(table.memory.buffer, idsAt, table.kernel.getProduced());
    expect([...ids]).toEqual([...[70, 82, 5, 6, end], ...[73, end]]);
  });

  test('leaves an unfinished sentence for the next call when one was finished before it', () => {
    const table = newTable();
    table.count('a b');
    new Uint32Array(table.memory.buffer, table.kernel.getEntries(), 8).set([
      0, 1, 0, 1, 1, 1, 1, 1,
    ]);
    const length = table.write(encoder.encode('a b\nb a b'));
    expect(table.kernel.encodeWords(textAt, length, 0, 0, idsAt, 100)).toBe(4);
    expect(table.kernel.getProduced()).toBe(3);
  });
});
