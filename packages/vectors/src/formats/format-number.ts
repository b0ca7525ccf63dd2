/**
 * Writes float32 numbers in as few digits as bring the same float32 back when read, straight into
 * bytes: `0.1`, not the `0.10000000149011612` that the number is.
 */
export function writeFloat32(value: number, bytes: Uint8Array, start: number): number {
  if (value === 0 || !Number.isFinite(value)) return writeAscii(special(value), bytes, start);
  const magnitude = Math.abs(value);
  if (magnitude < 1e-5 || magnitude >= 1e7) return writeAscii(shortest(value), bytes, start);
  let at = start;
  if (value < 0) bytes[at++] = 0x2d;
  // `decimals` behind the point leave `digits` significant ones.
  const whole = digitsBeforePoint(magnitude);
  for (let digits = fewestDigits; digits <= mostDigits; digits++) {
    const decimals = Math.max(0, digits - whole);
    const scale = powersOfTen[decimals]!;
    const scaled = Math.round(magnitude * scale);
    const back = scaled / scale;
    if (Math.fround(back) === magnitude && !isMiddle(back, magnitude)) {
      return writeDecimal(scaled, decimals, bytes, at);
    }
  }
  return writeAscii(shortest(magnitude), bytes, at);
}

/** The most bytes one number takes. */
export const longestNumber = 24;

/** Fewer digits are tried by cutting zeros off; nine always bring a float32 back. */
const fewestDigits = 6;
const mostDigits = 9;

const powersOfTen = Float64Array.from({ length: 16 }, (_, power) => Number(`1e${power}`));

/** 3 for 123.4, 0 for 0.5, -1 for 0.05. */
function digitsBeforePoint(magnitude: number): number {
  let digits = magnitude >= 1 ? 1 : 0;
  while (magnitude >= powersOfTen[digits]!) digits++;
  if (magnitude >= 1) return digits;
  while (magnitude * powersOfTen[1 - digits]! < 1) digits--;
  return digits;
}

/** Exactly between two float32, a decimal may be read as either. */
function isMiddle(value: number, rounded: number): boolean {
  const mirrored = 2 * value - rounded;
  return value !== rounded && Math.fround(mirrored) === mirrored;
}

function writeDecimal(scaled: number, decimals: number, bytes: Uint8Array, start: number): number {
  let value = scaled;
  let places = decimals;
  while (places > 0 && value % 10 === 0) {
    value /= 10;
    places--;
  }
  let length = 1;
  while (length < places + 1 || value >= powersOfTen[length]!) length++;
  const end = start + length + (places > 0 ? 1 : 0);
  for (let at = end - 1; at >= start; at--) {
    if (places > 0 && at === end - 1 - places) {
      bytes[at] = 0x2e;
      continue;
    }
    const rest = Math.floor(value / 10);
    bytes[at] = 0x30 + value - rest * 10;
    value = rest;
  }
  return end;
}

function shortest(value: number): string {
  for (let digits = fewestDigits; digits < mostDigits; digits++) {
    const back = Number(value.toPrecision(digits));
    if (Math.fround(back) === value && !isMiddle(back, value)) return String(back);
  }
  return String(Number(value.toPrecision(mostDigits)));
}

function special(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

function writeAscii(text: string, bytes: Uint8Array, start: number): number {
  for (let at = 0; at < text.length; at++) bytes[start + at] = text.charCodeAt(at);
  return start + text.length;
}
