// The shared CIFAR-10 pictures, for this package's own tests; not exported.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { LabelledImage } from '../cnn/options.js';

const path = fileURLToPath(
  new URL('../../../../../shared/data/images/cifar10-subset.tar.gz', import.meta.url),
);

export const hasCifar = existsSync(path);

/** The pictures of a part, sorted by name: 200 of each class in `train`, 100 in `test`. */
export async function readCifar(
  part: 'train' | 'test',
  ofEach = Infinity,
): Promise<LabelledImage[]> {
  const examples: { name: string; example: LabelledImage }[] = [];
  for (const { name, bytes } of filesOf(gunzipSync(await readFile(path)))) {
    const [, of, label, file] = /(train|test)\/(\w+)\/(\d+)\.jpg$/.exec(name) ?? [];
    if (of !== part || Number(file) >= ofEach) continue;
    examples.push({ name, example: { image: bytes, label: label! } });
  }
  return examples.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ example }) => example);
}

/** The files of a tar archive: blocks of 512 bytes, the name first, the length in octal at 124. */
function* filesOf(archive: Buffer): Generator<{ name: string; bytes: Uint8Array }> {
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const name = archive.toString('utf8', at, at + 100).replace(/\0.*$/, '');
    const length = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8);
    if (length > 0) yield { name, bytes: archive.subarray(at + 512, at + 512 + length) };
    at += 512 * (1 + Math.ceil(length / 512));
  }
}
