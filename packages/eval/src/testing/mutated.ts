// Helpers for this package's own tests; not exported.
import fc from 'fast-check';

/** A valid file damaged in a few places: bytes changed, cut out, repeated or put in. */
export function mutated(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: valid.length - 1 });
  const edit = fc.record({
    kind: fc.constantFrom('flip', 'cut', 'repeat', 'insert', 'truncate'),
    place,
    length: fc.integer({ min: 1, max: 40 }),
    byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 9, 10, 13, 32, 35, 58, 0xef)),
  });
  return fc.array(edit, { minLength: 1, maxLength: 5 }).map((edits) => {
    let bytes = [...valid];
    for (const { kind, place: at, length, byte } of edits) {
      if (kind === 'flip') bytes[Math.min(at, bytes.length)] = byte;
      if (kind === 'cut') bytes.splice(at, length);
      if (kind === 'repeat') bytes.splice(at, 0, ...bytes.slice(at, at + length));
      if (kind === 'insert') bytes.splice(at, 0, ...new Array<number>(length).fill(byte));
      if (kind === 'truncate') bytes = bytes.slice(0, at);
    }
    return Uint8Array.from(bytes);
  });
}
