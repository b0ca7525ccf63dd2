// Splitting bytes into words, sixteen at a time.
//
// Text form: bytes up to 0x20 (space, tab, line ends, other ASCII controls) separate words and a
// line feed ends a sentence. Token form, for tokens that may contain spaces: 0xff separates and 0xfe
// ends a sentence; neither occurs in UTF-8.

/** 0 for text form, 1 for token form. */
let form: u32 = 0;
export function setForm(value: u32): void { form = value; }

// @ts-ignore: decorator
@inline
export function isSeparator(byte: u8): bool { return form ? byte >= 0xfe : byte <= 0x20; }

// @ts-ignore: decorator
@inline
export function isSentenceEnd(byte: u8): bool { return byte == (form ? 0xfe : 0x0a); }

/** The first separator at or after `at`, or `end`. Reads up to 15 bytes beyond. */
// @ts-ignore: decorator
@inline
export function wordEnd(at: usize, end: usize): usize {
  while (at < end) {
    const bytes = v128.load(at);
    const found = form
      ? i8x16.ge_u(bytes, i8x16.splat(<i8>0xfe))
      : i8x16.le_u(bytes, i8x16.splat(0x20));
    const mask = i8x16.bitmask(found);
    if (mask != 0) return min(at + <usize>ctz(mask), end);
    at += 16;
  }
  return end;
}
