import { encodeUtf8 } from '@tovec/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ItemTable } from './item-table.js';

test('a table of items numbers names as they come, each once, byte for byte', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 5 })), (names) => {
      const table = new ItemTable();
      const numbers = new Map<string, number>();
      for (const name of names) {
        if (!numbers.has(name)) numbers.set(name, numbers.size);
        const bytes = encodeUtf8(`<${name}>`);
        expect(table.add(bytes, 1, bytes.length - 1)).toBe(numbers.get(name));
      }
      expect(table.items().toArray()).toEqual([...numbers.keys()]);
    }),
  );
});

test('numbers are names like others, and those written otherwise are others', () => {
  const table = new ItemTable();
  const names = ['7', '07', '0', '00', '99999999', '123456789', '7', '5000', '70000', '5000', '07'];
  const rows = names.map((name) => table.add(encodeUtf8(name), 0, name.length));
  expect(rows).toEqual([0, 1, 2, 3, 4, 5, 0, 6, 7, 6, 1]);
});

test('a table of items grows', () => {
  const table = new ItemTable();
  const numberOf = (at: number) => {
    const bytes = encodeUtf8(`node ${at}`);
    return table.add(bytes, 0, bytes.length);
  };
  for (let at = 0; at < 20_000; at++) expect(numberOf(at)).toBe(at);
  for (let at = 0; at < 20_000; at += 7) expect(numberOf(at)).toBe(at);
  expect(table.length).toBe(20_000);
});
