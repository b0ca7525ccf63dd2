import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InvalidInputError, ModelFileError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { mutated } from '../testing/mutated.js';
import { type ReadLabelledOptions, readLabelled } from './read-labelled.js';

const read = (text: string, options: ReadLabelledOptions = {}) =>
  readLabelled(bytesOf(text), options);
const shared = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

describe('a file of labelled items', () => {
  test('is an item and its labels a line, between blanks', async () => {
    const { items } = await read('\uFEFF5988 21 6\r\n\n5989\u00201\r\n# 2');
    expect(items).toEqual([
      { item: '5988', labels: ['21', '6'] },
      { item: '5989', labels: ['1'] },
      { item: '#', labels: ['2'] },
    ]);
  });

  test('is an item, which may have blanks, a tab and a label, or the other way round', async () => {
    const { items } = await read('a gem of a film\tgood\nso\tdull\tbad\n');
    expect(items).toEqual([
      { item: 'a gem of a film', labels: ['good'] },
      { item: 'so\tdull', labels: ['bad'] },
    ]);
    const turned = await read('good\ta gem\nbad\tso\tdull\n', { format: 'label-tab-item' });
    expect(turned.items).toEqual([
      { item: 'a gem', labels: ['good'] },
      { item: 'so\tdull', labels: ['bad'] },
    ]);
  });

  test('is fastText’s', async () => {
    const { items } = await read('__label__a __label__b the cat\nthe dog __label__a\n');
    expect(items).toEqual([
      { item: 'the cat', labels: ['a', 'b'] },
      { item: 'the dog', labels: ['a'] },
    ]);
    const own = await read('#x the cat\n', { labelPrefix: '#' });
    expect(own.items).toEqual([{ item: 'the cat', labels: ['x'] }]);
  });

  test('may have lines as long as documents are', async () => {
    const { items } = await read(`${'word '.repeat(50_000)}\tlong\n`);
    expect(items[0]!.item).toHaveLength(249_999);
  });

  test('names a label once that is there twice', async () => {
    expect((await read('1 a b a\n')).items[0]!.labels).toEqual(['a', 'b']);
  });

  test.each([
    [
      '1 a\n2\n',
      {},
      "'2' is no item with its label; an item and its labels, between blanks, was expected (line 2)",
    ],
    ['a\tb\nc\n', {}, 'an item, a tab, its label was expected (line 2)'],
    ['a b c\n', { format: 'item-tab-label' }, '(line 1)'],
    ['\ta\n', { format: 'label-tab-item' }, '(line 1)'],
    ['__label__a x\ny z\n', {}, '(line 2)'],
    ['__label__a\n', {}, 'then the text, was expected (line 1)'],
    ['__label__ x\n', {}, '(line 1)'],
    ['', {}, 'there are no items with labels in it'],
  ] as const)(
    'is refused with the line that is wrong: %j with %j',
    async (text, options, message) => {
      const error = await rejection(read(text, options));
      expect(error).toBeInstanceOf(ModelFileError);
      expect(error.message).toContain(message);
    },
  );

  test('damaged in any way is read or refused, never anything else', async () => {
    const valid = bytesOf('cat\tanimal\nred wine\tdrink\n__label__x y\n1 2 3\n');
    await fc.assert(
      fc.asyncProperty(mutated(valid), async (bytes) => {
        const result = await readLabelled(bytes).catch((error: unknown) => error);
        if (ModelFileError.isInstance(result)) return;
        const { items } = result as Awaited<ReturnType<typeof readLabelled>>;
        for (const { item, labels } of items) {
          expect(item === '' || labels.length === 0 || labels.includes('')).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('files of one label each', () => {
  test('have an item a line', async () => {
    const dataset = await readLabelled(
      { pos: bytesOf('a gem\nfine\n'), neg: bytesOf('so dull\n') },
      { name: 'reviews' },
    );
    expect(dataset).toMatchObject({
      name: 'reviews',
      items: [
        { item: 'a gem', labels: ['pos'] },
        { item: 'fine', labels: ['pos'] },
        { item: 'so dull', labels: ['neg'] },
      ],
    });
    const other = await readLabelled({ pos: bytesOf('a gem\nfine\n'), neg: bytesOf('dull\n') });
    expect(other.sha256).not.toBe(dataset.sha256);
  });

  test('are one at least', async () => {
    expect(await rejection(readLabelled({}))).toBeInstanceOf(InvalidInputError);
    expect(await rejection(readLabelled({ a: bytesOf('') }))).toBeInstanceOf(ModelFileError);
  });
});

test('a dataset may come with items to test with', async () => {
  const dataset = await read('1 a\n2 b\n', { test: bytesOf('3 a\n') });
  expect(dataset.items).toHaveLength(2);
  expect(dataset.test).toEqual([{ item: '3', labels: ['a'] }]);
  expect(dataset.sha256).not.toBe((await read('1 a\n2 b\n')).sha256);
});

test.each([
  [{ format: 'csv' }, "format must be one of 'item-labels'"],
  [{ labelPrefix: '' }, 'labelPrefix must be a string'],
])('the options %j are refused', async (options, message) => {
  const error = await rejection(read('1 a\n', options as ReadLabelledOptions));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toContain(message);
});

describe.skipIf(!existsSync(shared))('published files', () => {
  test('of Cora and BlogCatalog are read whole', async () => {
    const cora = await readLabelled(`${shared}graphs/cora.labels`);
    expect(cora.items).toHaveLength(2708);
    expect(new Set(cora.items.flatMap(({ labels }) => labels)).size).toBe(7);
    const blogs = await readLabelled(`${shared}graphs/bc_labels.txt`);
    expect(blogs.items).toHaveLength(10_312);
    expect(new Set(blogs.items.flatMap(({ labels }) => labels)).size).toBe(39);
    expect(Math.max(...blogs.items.map(({ labels }) => labels.length))).toBeGreaterThan(5);
  });

  test('of movie reviews are read whole', async () => {
    const sentences = `${shared}sentences/rt-polarity`;
    const { name, items } = await readLabelled({
      pos: `${sentences}.pos`,
      neg: `${sentences}.neg`,
    });
    expect([name, items.length]).toEqual(['rt-polarity', 10_662]);
  });
});
