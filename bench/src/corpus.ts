import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** A text as every program can read it: one plain file. */
export interface BenchmarkCorpus {
  /** What to call it; without the path of this machine. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Makes one plain text file of a file or of all files of a directory, unpacking those that end in
 * `.gz`. Writing it also brings it into the page cache, so that nobody measures the disk.
 *
 * @param maxBytes use only so much of it
 */
export async function prepareCorpus(
  source: string,
  folder: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<BenchmarkCorpus> {
  if (!existsSync(source)) throw new Error(`there is no corpus at ${source}; name a text file`);
  const files = statSync(source).isDirectory()
    ? readdirSync(source)
        .filter((name) => /\.(txt|gz)$/.test(name))
        .sort()
        .map((name) => join(source, name))
    : [source];
  if (files.length === 0) throw new Error(`there is no .txt or .gz file in ${source}`);
  const path = join(folder, 'corpus.txt');
  const hash = createHash('sha256');
  const text = Readable.from(firstBytes(textOf(files), maxBytes)).on('data', (chunk: Buffer) => {
    hash.update(chunk);
  });
  await pipeline(text, createWriteStream(path), { signal });
  const name = files.map((file) => basename(file)).join(', ');
  return { name, path, bytes: statSync(path).size, sha256: hash.digest('hex') };
}

async function* textOf(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) {
    const raw = createReadStream(file);
    yield* file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  }
}

/** The first `maxBytes` of a text, cut at white space. */
export async function* firstBytes(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let left = maxBytes;
  for await (const chunk of chunks) {
    if (chunk.length <= left) {
      left -= chunk.length;
      yield chunk;
      continue;
    }
    const cut = chunk.subarray(0, left);
    yield cut.subarray(0, Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n')) + 1);
    return;
  }
}
