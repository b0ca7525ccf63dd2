import { roundDecimalToFloat32 } from './round-decimal.js';

const powersOfTen = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Below this, one more digit still gives an exact integer in float64. */
const roomForDigit = 9e14;

/**
 * Reads decimal numbers from bytes, correctly rounded to float32, without making a string of each.
 * Up to 15 digits and a power of ten up to 22 are exact in float64, so that one operation rounds
 * correctly (Clinger 1990); anything else goes through `Number`.
 */
export class NumberScanner {
  /** Behind the last number read; -1 when there was none. */
  position = -1;

  /** The number that starts at `start` and ends at a blank or at `end`. */
  scan(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    let byte = at < end ? bytes[at]! : 0;
    const negative = byte === minus;
    if (negative || byte === plus) byte = ++at < end ? bytes[at]! : 0;
    let mantissa = 0;
    let exponent = 0;
    let isExact = true;
    const digitsAt = at;
    while (byte >= zero && byte <= nine) {
      if (mantissa < roomForDigit) mantissa = mantissa * 10 + (byte - zero);
      else isExact = false;
      byte = ++at < end ? bytes[at]! : 0;
    }
    let digits = at - digitsAt;
    if (byte === point) {
      byte = ++at < end ? bytes[at]! : 0;
      const fractionAt = at;
      while (byte >= zero && byte <= nine) {
        if (mantissa < roomForDigit) {
          mantissa = mantissa * 10 + (byte - zero);
          exponent--;
        } else isExact = false;
        byte = ++at < end ? bytes[at]! : 0;
      }
      digits += at - fractionAt;
    }
    if (digits === 0) return this.scanWord(bytes, start, end);
    if (byte === lowerE || byte === upperE) {
      const exponentAt = at;
      at = skipExponent(bytes, at + 1, end);
      if (at < 0) return this.fail();
      exponent += Number(asciiOf(bytes, exponentAt + 1, at));
      byte = at < end ? bytes[at]! : 0;
    }
    if (at < end && byte !== space && byte !== tab) return this.fail();
    this.position = at;
    let value: number;
    if (isExact && exponent >= -22 && exponent <= 22) {
      value = exponent < 0 ? mantissa / powersOfTen[-exponent]! : mantissa * powersOfTen[exponent]!;
      if (negative) value = -value;
    } else {
      value = Number(asciiOf(bytes, start, at));
    }
    const rounded = Math.fround(value);
    // Rounding twice goes wrong only from the exact middle between two float32: a mirror image of
    // the first at the value is then the second.
    const mirrored = 2 * value - rounded;
    if (rounded === value || Math.fround(mirrored) !== mirrored) return rounded;
    return roundDecimalToFloat32(asciiOf(bytes, start, at), value);
  }

  /** `nan`, `inf` and `infinity`, in any case: numbers, though none that a table should hold. */
  private scanWord(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && bytes[at] !== space && bytes[at] !== tab && at - start < 10) at++;
    const match = /^([+-]?)(?:(nan)|inf|infinity)$/i.exec(asciiOf(bytes, start, at));
    if (!match || (at < end && bytes[at] !== space && bytes[at] !== tab)) return this.fail();
    this.position = at;
    if (match[2]) return Number.NaN;
    return match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }

  private fail(): number {
    this.position = -1;
    return 0;
  }
}

/** Behind the digits of an exponent with an optional sign; -1 when there are none. */
function skipExponent(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (at < end && (bytes[at] === minus || bytes[at] === plus)) at++;
  const digitsAt = at;
  while (at < end && bytes[at]! >= zero && bytes[at]! <= nine) at++;
  return at === digitsAt ? -1 : at;
}

export function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

const zero = 0x30;
const nine = 0x39;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const lowerE = 0x65;
const upperE = 0x45;
export const space = 0x20;
export const tab = 0x09;
