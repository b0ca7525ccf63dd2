import { expect, test } from 'vitest';
import { fromFloat16, toFloat16 } from './half.js';

test('every number of 16 bits has its bits back', () => {
  for (let bits = 0; bits < 65_536; bits++) {
    const value = fromFloat16(bits);
    if (Number.isNaN(value)) expect(toFloat16(value) & 0x7fff).toBe(0x7e00);
    else expect(toFloat16(value)).toBe(bits);
  }
});

test('what lies between two of them goes to the nearest, and to the even one from the middle', () => {
  for (let bits = 0; bits < 0x7bff; bits += 7) {
    const [low, high] = [fromFloat16(bits), fromFloat16(bits + 1)];
    const middle = (low + high) / 2;
    expect(toFloat16(middle)).toBe(bits % 2 === 0 ? bits : bits + 1);
    expect(toFloat16((low + middle) / 2)).toBe(bits);
    expect(toFloat16(-(high + middle) / 2)).toBe((bits + 1) | 0x8000);
  }
});

test('what is too large is infinite', () => {
  expect(toFloat16(65_504)).toBe(0x7bff);
  expect(toFloat16(65_519)).toBe(0x7bff);
  expect(toFloat16(65_520)).toBe(0x7c00);
  expect(toFloat16(-1e30)).toBe(0xfc00);
});
