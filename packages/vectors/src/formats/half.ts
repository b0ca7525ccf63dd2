/** The number that 16 bits stand for as IEEE 754 binary16. */
export function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The number that 16 bits stand for as bfloat16: the upper half of a float32. */
export function fromBfloat16(bits: number): number {
  asBits[0] = bits << 16;
  return asFloat[0]!;
}

const asBits = new Uint32Array(1);
const asFloat = new Float32Array(asBits.buffer);
