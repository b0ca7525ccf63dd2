// Whether bytes are UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above
// U+10FFFF. White space never falls inside a character, so words can be checked one by one.

export function isUtf8(at: usize, length: u32): bool {
  const end = at + length;
  while (at < end) {
    const first = load<u8>(at++);
    if (first < 0x80) continue;
    let more = 1;
    let low: u8 = 0x80, high: u8 = 0xbf;
    if (first < 0xc2) return false;
    if (first >= 0xe0) {
      more = first < 0xf0 ? 2 : 3;
      if (first == 0xe0) low = 0xa0;
      else if (first == 0xed) high = 0x9f;
      else if (first == 0xf0) low = 0x90;
      else if (first == 0xf4) high = 0x8f;
      else if (first > 0xf4) return false;
    }
    for (; more > 0; more--) {
      if (at == end) return false;
      const next = load<u8>(at++);
      if (next < low || next > high) return false;
      low = 0x80;
      high = 0xbf;
    }
  }
  return true;
}
