import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { isUprightJpeg } from './jpeg-upright.js';

const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#808' } });
const jpeg = (orientation: number) => picture().withMetadata({ orientation }).jpeg().toBuffer();

/** An EXIF block of one entry, put in front of what a JPEG has. */
async function withExif(order: 'II' | 'MM', [tag, type, value]: [number, number, number]) {
  const exif = Buffer.alloc(4 + 6 + 8 + 2 + 12 + 4);
  const little = order === 'II';
  const write = (number: number, at: number, bytes: 2 | 4) =>
    little ? exif.writeUIntLE(number, at, bytes) : exif.writeUIntBE(number, at, bytes);
  exif.writeUInt16BE(0xffe1, 0);
  exif.writeUInt16BE(exif.length - 2, 2);
  exif.write(`Exif\0\0${order}`, 4, 'latin1');
  write(42, 12, 2);
  write(8, 14, 4);
  write(1, 18, 2);
  write(tag, 20, 2);
  write(type, 22, 2);
  write(1, 24, 4);
  write(value, 28, type === 3 ? 2 : 4);
  const plain = await picture().jpeg().toBuffer();
  return Buffer.concat([plain.subarray(0, 2), exif, plain.subarray(2)]);
}

describe('a JPEG stands upright', () => {
  test('when it has no EXIF, or EXIF that says so', async () => {
    expect(isUprightJpeg(await picture().jpeg().toBuffer())).toBe(true);
    expect(isUprightJpeg(await picture().jpeg({ progressive: true }).toBuffer())).toBe(true);
    expect(isUprightJpeg(await jpeg(1))).toBe(true);
    for (const order of ['II', 'MM'] as const) {
      expect(isUprightJpeg(await withExif(order, [0x0112, 3, 1]))).toBe(true);
      expect(isUprightJpeg(await withExif(order, [0x0113, 3, 6]))).toBe(true);
    }
  });

  test('not when EXIF says otherwise, or says it strangely', async () => {
    for (let orientation = 2; orientation <= 8; orientation++)
      expect(isUprightJpeg(await jpeg(orientation))).toBe(false);
    for (const order of ['II', 'MM'] as const) {
      const file = await withExif(order, [0x0112, 3, 8]);
      expect(isUprightJpeg(file)).toBe(false);
      expect((await sharp(file).metadata()).orientation).toBe(8);
      expect(isUprightJpeg(await withExif(order, [0x0112, 4, 1]))).toBe(false);
    }
  });

  test('not when it is something else, or cut off anywhere in the header', async () => {
    expect(isUprightJpeg(await picture().png().toBuffer())).toBe(false);
    const file = await withExif('II', [0x0112, 3, 1]);
    const scan = file.indexOf(Buffer.of(0xff, 0xda));
    for (let end = 0; end < scan; end++) expect(isUprightJpeg(file.subarray(0, end))).toBe(false);
  });
});
