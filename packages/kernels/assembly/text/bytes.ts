// Words as bytes: eight at a time, reading past the end (every buffer has slack) and masking.

const MULTIPLIER: u64 = 0x9fb21c651e98df25;

/** The low `length` bytes of eight; `length` from 1 to 8. */
// @ts-ignore: decorator
@inline
function head(at: usize, length: u32): u64 {
  return load<u64>(at) & (<u64>-1 >> (<u64>(8 - length) << 3));
}

// @ts-ignore: decorator
@inline
function mix(hash: u64, eight: u64): u64 {
  const product = (hash ^ eight) * MULTIPLIER;
  return product ^ (product >> 32);
}

/** A 64-bit hash; its low bits choose a slot and its high bits tell slots apart. */
// @ts-ignore: decorator
@inline
export function hashBytes(at: usize, length: u32): u64 {
  let hash: u64 = <u64>length * MULTIPLIER;
  while (length > 8) {
    hash = mix(hash, load<u64>(at));
    at += 8;
    length -= 8;
  }
  hash = mix(hash, head(at, length));
  return hash * MULTIPLIER ^ (hash >> 29);
}

// @ts-ignore: decorator
@inline
export function equalBytes(a: usize, b: usize, length: u32): bool {
  while (length > 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    length -= 8;
  }
  return head(a, length) == head(b, length);
}
