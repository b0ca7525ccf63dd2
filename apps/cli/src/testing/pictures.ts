// Helpers for this package's own tests; not shipped.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportOnnx, type Network } from '@tovec/nn';
import sharp from 'sharp';

const colors = {
  'red.png': '#ff0000',
  'crimson.png': '#fe0101',
  'sky.png': '#80c0ff',
  'sea/deep.png': '#000080',
};

/** Draws small pictures of one colour each into a folder and those within; by default four. */
export async function drawPictures(
  folder: string,
  pictures: Readonly<Record<string, string>> = colors,
): Promise<void> {
  for (const [name, background] of Object.entries(pictures)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await sharp({ create: { width: 9, height: 7, channels: 4, background } })
      .png()
      .toFile(join(folder, name));
  }
}

/** The mean of each channel, by way of those of its rows. */
const brightness: Network = (ops, _, { pixels }) => {
  const rows = ops.mean(pixels!, [3]);
  return { rows, embedding: ops.mean(rows, [2]) };
};

/** Writes a network of pictures that needs no weights: `embedding` is their mean colour. */
export async function exportBrightness(
  file: string,
  properties: Readonly<Record<string, string>> = {},
): Promise<void> {
  const inputs = { pixels: { shape: ['batch', 3, 8, 8] } };
  const network = { inputs, weights: new Map(), outputs: ['embedding'] };
  await exportOnnx(brightness, { ...network, metadata: { properties } }, file);
}
