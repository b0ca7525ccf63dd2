// The formula of tools/goldens/images.py; not exported.

/** FNV-1a. */
function seedOf(name: string): number {
  let seed = 0x811c9dc5;
  for (const byte of Buffer.from(name)) seed = Math.imul(seed ^ byte, 0x01000193);
  return seed;
}

function hashed(seed: number, index: number): number {
  let bits = (Math.imul(index, 0x9e3779b1) + seed) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Numbers around `offset`, no further than `scale` from it. */
export function formula(
  name: string,
  size: number,
  [scale, offset]: readonly [number, number],
): Float32Array {
  const seed = seedOf(name);
  const [factor, shift] = [Math.fround(scale), Math.fround(offset)];
  const values = new Float32Array(size);
  for (let index = 0; index < size; index++) {
    const unit = (hashed(seed, index) >>> 8) / 2 ** 23 - 1;
    values[index] = Math.fround(unit * factor) + shift;
  }
  return values;
}

/** Which of so many numbers of a layer are in a golden file. */
export function placesIn(name: string, count: number, size: number): number[] {
  const seed = seedOf(name);
  return Array.from({ length: count }, (_, index) =>
    Math.floor((hashed(seed, index) / 2 ** 32) * size),
  );
}

/** What a tensor is filled with: such that no layer vanishes or explodes. */
export function rangeOf(name: string, shape: readonly number[]): readonly [number, number] {
  const last = name.replace(/.*[/.]/, '');
  if (shape.length > 1) return [Number(Math.sqrt(6 / fanIn(name, shape)).toFixed(6)), 0];
  if (/se_expand.bias|conv_expand\.bias|block\.\d\.fc2\.bias/.test(name)) return [0.5, 2];
  if (last === 'moving_variance' || last === 'running_var') return [0.3, 1];
  if (last !== 'gamma' && last !== 'weight') return [0.2, 0];
  const residual =
    /_3_bn\/|bn3\.|block[1-7][b-z]_project_bn\/|\.[1-9]\d*\.block\.3\.1\.|features\.1\.[1-9]\.block\.2\.1\./;
  return [0.2, residual.test(name) ? 0.3 : 1];
}

function fanIn(name: string, shape: readonly number[]): number {
  const product = (lengths: readonly number[]) =>
    lengths.reduce((size, length) => size * length, 1);
  // Keras has `in` before `out`, but for depthwise kernels.
  if (!name.includes('/')) return product(shape.slice(1));
  return product(shape.slice(0, name.includes('dwconv') ? -2 : -1));
}
