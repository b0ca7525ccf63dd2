/** Why these are not the offsets of items in `utf8Bytes` bytes, and at which one; if so. */
export function faultOfOffsets(
  offsets: Uint32Array,
  utf8Bytes: number,
): { readonly message: string; readonly index: number } | undefined {
  if (offsets.length === 0 || offsets[0] !== 0) {
    return { message: 'must start with 0', index: 0 };
  }
  let previous = 0;
  for (let index = 1; index < offsets.length; index++) {
    const offset = offsets[index]!;
    if (offset < previous) {
      return { message: `fall from ${previous} to ${offset} at item ${index - 1}`, index };
    }
    previous = offset;
  }
  if (previous !== utf8Bytes) {
    const message = `end at ${previous}, but the names are ${utf8Bytes} bytes`;
    return { message, index: offsets.length - 1 };
  }
  return undefined;
}
