import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { decodeImage } from './decode-image.js';

// Made by tools/goldens/decode.py with Pillow.
const goldens: { entries: [string, string, number, number, string][] } = JSON.parse(
  await readFile(new URL('../../fixtures/decode.json', import.meta.url), 'utf8'),
);

test.each(goldens.entries)('%s is read as by Pillow, to the last bit', async (...entry) => {
  const [, base64, width, height, sha] = entry;
  const picture = await decodeImage(Buffer.from(base64, 'base64'));
  const read = createHash('sha256').update(picture.data).digest('hex').slice(0, 24);
  expect([picture.width, picture.height, read]).toEqual([width, height, sha]);
});
