import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestNumber, writeFloat32 } from './format-number.js';
import { NumberScanner } from './number-scanner.js';

const scanner = new NumberScanner();

function scan(text: string): number | undefined {
  const bytes = new TextEncoder().encode(text);
  const value = scanner.scan(bytes, 0, bytes.length);
  return scanner.position === bytes.length ? value : undefined;
}

/** Whether `value` is the float32 nearest to `decimal`, ties to even, in exact whole numbers. */
function isNearest(decimal: string, value: number): boolean {
  const [, sign, whole, fraction = '', power = '0'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(decimal)!;
  const tens = Number(power) - fraction.length;
  // Everything in units of 2^-149 × 10^-60: fine enough for both.
  const unit = 2n ** 149n * 10n ** 60n;
  const magnitude = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const exact = (magnitude * unit * 10n ** BigInt(60 + tens)) / 10n ** 60n;
  const unitsOf = (x: number) => BigInt(x * 2 ** 100) * 2n ** 49n * 10n ** 60n;
  const error = absolute(exact - unitsOf(value));
  return [-1, 1].every((step) => {
    const other = absolute(exact - unitsOf(neighbor(value, step)));
    return error < other || (error === other && isEven(value));
  });
}

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

function neighbor(value: number, step: number): number {
  float[0] = value;
  bits[0]! += value > 0 ? step : -step;
  return float[0]!;
}

function isEven(value: number): boolean {
  float[0] = value;
  return (bits[0]! & 1) === 0;
}

function absolute(x: bigint): bigint {
  return x < 0n ? -x : x;
}

/** A number exactly in the middle between two float32, all its digits written out. */
function middleAfter(value: number): string {
  const middle = (value + neighbor(value, 1)) / 2;
  let digits = BigInt(middle * 2 ** 60);
  const sign = digits < 0n ? '-' : '';
  digits = absolute(digits) * 5n ** 60n;
  return `${sign}${digits}e-60`;
}

const ordinary = fc
  .float({ min: Math.fround(1e-4), max: Math.fround(1e6), noNaN: true })
  .chain((x) => fc.constantFrom(x, -x));

describe('reading numbers', () => {
  it('rounds every decimal to the nearest float32', () => {
    const decimals = fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        fc.bigInt({ min: 1n, max: 10n ** 24n }),
        fc.integer({ min: -30, max: -14 }),
        fc.integer({ min: 0, max: 24 }),
      )
      .map(([sign, digits, power, point]) => {
        const text = String(digits);
        const cut = Math.min(point, text.length);
        const shift = text.length - cut;
        const dotted = cut < text.length ? `${text.slice(0, cut)}.${text.slice(cut)}` : text;
        return `${sign}${dotted}e${power + shift}`;
      });
    fc.assert(
      fc.property(decimals, (decimal) => {
        const value = scan(decimal)!;
        if (Math.abs(value) > 1e-20) expect(isNearest(decimal, value), decimal).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('decides by the last digit beside the middle between two float32', () => {
    fc.assert(
      fc.property(ordinary, (value) => {
        const [, digits] = /^(-?\d+)e-60$/.exec(middleAfter(value)) as unknown as [string, string];
        const upper = neighbor(value, 1);
        const even = isEven(value) ? value : upper;
        expect(scan(`${digits}e-60`)).toBe(even);
        const [farther, nearer] = value > 0 ? [upper, value] : [value, upper];
        expect(scan(`${digits}1e-61`)).toBe(farther);
        expect(scan(`${BigInt(`${digits}0`) - BigInt(Math.sign(value))}e-61`)).toBe(nearer);
      }),
      { numRuns: 500 },
    );
  });

  it('reads what people and programs write', () => {
    expect(scan('1')).toBe(1);
    expect(scan('-0.5')).toBe(-0.5);
    expect(scan('+.25')).toBe(0.25);
    expect(scan('5.')).toBe(5);
    expect(scan('1e3')).toBe(1000);
    expect(scan('1.5E-3')).toBe(Math.fround(0.0015));
    expect(scan('0.000000000000000000000000000012')).toBe(Math.fround(1.2e-29));
    expect(Object.is(scan('-0'), -0)).toBe(true);
    expect(scan('1e-60')).toBe(0);
    expect(scan('1e60')).toBe(Number.POSITIVE_INFINITY);
    expect(scan('nan')).toBeNaN();
    expect(scan('-Inf')).toBe(Number.NEGATIVE_INFINITY);
    expect(scan('infinity')).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(['', '-', '.', 'e5', '1e', '1e+', '1.2.3', '0x10', '1,5', 'nano', 'one', '--1', '1e5x'])(
    'refuses %j',
    (text) => {
      expect(scan(text)).toBeUndefined();
    },
  );
});

describe('writing numbers', () => {
  const bytes = new Uint8Array(longestNumber);
  const write = (value: number) =>
    new TextDecoder().decode(bytes.slice(0, writeFloat32(value, bytes, 0)));

  it('gives the same float32 back, for all there are', () => {
    fc.assert(
      fc.property(fc.float(), (value) => {
        expect(scan(write(value))).toBe(value);
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.float({ min: -8, max: 8, noNaN: true }), (value) => {
        expect(scan(write(value))).toBe(value);
      }),
      { numRuns: 5000 },
    );
  });

  it('uses no more digits than it needs', () => {
    for (const text of ['0.1', '-2.5', '7', '123456', '0.00012', '1e-7', '-0', '3.4e+38', 'nan']) {
      expect(write(Math.fround(Number(text.replace('nan', 'NaN'))))).toBe(text);
    }
    expect(write(Math.fround(1 / 3))).toBe('0.33333334');
    expect(write(-Infinity)).toBe('-inf');
  });
});
