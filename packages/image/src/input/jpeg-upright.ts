const APP1 = 0xe1;
const START_OF_SCAN = 0xda;
const EXIF = [...'Exif\0\0'].map((character) => character.charCodeAt(0));
const ORIENTATION = 0x0112;
const SHORT = 3;

/**
 * Whether the header of a JPEG leaves no doubt that the picture stands upright: its EXIF says so, or there
 * is none. Wherever something is unusual, and for other formats, the answer is no.
 */
export function isUprightJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1]!;
    // Below are fill bytes and markers without a length, which few files have.
    if (bytes[at] !== 0xff || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) return false;
    if (marker === START_OF_SCAN) return true;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return false;
    const isExif = marker === APP1 && EXIF.every((byte, index) => bytes[at + 4 + index] === byte);
    if (isExif && !isUprightExif(view, at + 4 + EXIF.length, end)) return false;
    at = end;
  }
  return false;
}

/** Reads the first directory of a TIFF (TIFF 6.0, section 2), which is what EXIF is. */
function isUprightExif(view: DataView, start: number, end: number): boolean {
  if (start + 8 > end) return false;
  const order = view.getUint16(start);
  const little = order === 0x4949;
  if (!little && order !== 0x4d4d) return false;
  const directory = start + view.getUint32(start + 4, little);
  if (directory + 2 > end) return false;
  const entries = view.getUint16(directory, little);
  if (directory + 2 + entries * 12 > end) return false;
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    const isOne = view.getUint16(at + 2, little) === SHORT && view.getUint32(at + 4, little) === 1;
    if (!isOne || view.getUint16(at + 8, little) !== 1) return false;
  }
  return true;
}
