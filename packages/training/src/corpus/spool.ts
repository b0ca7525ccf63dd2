import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { encodeUtf8, InvalidInputError, SourceError } from '@tovec/core';
import type { CorpusFile } from './corpus.js';
import { untilAborted } from './until-aborted.js';

/** After each token, and after each sentence, of token form. Neither byte occurs in UTF-8. */
export const tokenEnd = 0xff;
export const sentenceEnd = 0xfe;

/** Bytes gathered before they are written. */
const bufferBytes = 1 << 20;

/** A directory for temporary files, made when the first one is needed. */
export class Spool {
  #directory: Promise<string> | undefined;
  #count = 0;

  /** Writes texts, or sentences as arrays of tokens, one after the other. */
  async write(
    items: Iterable<string | readonly string[]> | AsyncIterable<string | readonly string[]>,
    signal?: AbortSignal,
  ): Promise<{ file: CorpusFile; form: 'text' | 'tokens' }> {
    const { path, handle } = await this.newFile();
    let form: 'text' | 'tokens' | undefined;
    let bytes = 0;
    try {
      let chunks: Uint8Array[] = [];
      let waiting = 0;
      const flush = async () => {
        await saved(path, () => handle.writeFile(Buffer.concat(chunks)));
        chunks = [];
        bytes += waiting;
        waiting = 0;
      };
      let index = 0;
      for await (const item of untilAborted(items, signal)) {
        signal?.throwIfAborted();
        form ??= typeof item === 'string' ? 'text' : 'tokens';
        const chunk = encodeItem(item, form, index++);
        chunks.push(chunk);
        waiting += chunk.length;
        if (waiting > bufferBytes) await flush();
      }
      await flush();
    } finally {
      await handle.close();
    }
    return { file: { path, bytes, name: 'the corpus' }, form: form ?? 'text' };
  }

  /** Unpacks a gzip file. */
  async unpack(file: CorpusFile, signal?: AbortSignal): Promise<CorpusFile> {
    const path = await this.#newPath();
    await saved(file.name, async () => {
      const target = await open(path, 'wx');
      await pipeline(createReadStream(file.path), createGunzip(), target.createWriteStream(), {
        ...(signal && { signal }),
      });
    });
    const handle = await open(path);
    const { size } = await handle.stat();
    await handle.close();
    return { path, bytes: size, name: file.name };
  }

  async dispose(): Promise<void> {
    if (this.#directory) await rm(await this.#directory, { recursive: true, force: true });
    this.#directory = undefined;
  }

  /** A new file, to be written and closed by the caller. */
  async newFile(): Promise<{ path: string; handle: FileHandle }> {
    const path = await this.#newPath();
    return { path, handle: await saved(path, () => open(path, 'wx')) };
  }

  async #newPath(): Promise<string> {
    this.#directory ??= saved(tmpdir(), () => mkdtemp(join(tmpdir(), 'tovec-')));
    return join(await this.#directory, `${this.#count++}.txt`);
  }
}

function encodeItem(item: unknown, form: 'text' | 'tokens', index: number): Uint8Array {
  if (form === 'text' && typeof item === 'string') return encodeUtf8(`${item}\n`);
  if (form === 'tokens' && Array.isArray(item)) return encodeTokens(item, index);
  const expected = form === 'text' ? 'a string, as the items before it' : 'an array of tokens';
  throw new InvalidInputError(
    `item ${index} of the corpus is ${Array.isArray(item) ? 'an array' : typeof item}, but ` +
      `${expected} was expected; a corpus holds either strings or arrays of strings`,
    { argument: 'corpus', given: item },
  );
}

function encodeTokens(tokens: readonly unknown[], index: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const token of tokens) {
    if (typeof token !== 'string') {
      throw new InvalidInputError(
        `a token of item ${index} of the corpus is ${typeof token}, but tokens are strings`,
        { argument: 'corpus', given: token },
      );
    }
    if (/[\udcfe\udcff]/u.test(token)) {
      throw new InvalidInputError(
        `a token of item ${index} of the corpus stands for the bytes 0xfe or 0xff, which no text in ` +
          'UTF-8 has, and which tokens cannot have',
        { argument: 'corpus', given: token },
      );
    }
    parts.push(encodeUtf8(token), Uint8Array.of(tokenEnd));
  }
  parts.push(Uint8Array.of(sentenceEnd));
  return Buffer.concat(parts);
}

/** Turns what the file system says into a SourceError; lets our own errors through. */
export async function saved<T>(source: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (typeof code !== 'string') throw cause;
    const advice =
      code === 'ENOSPC'
        ? 'the disk that holds temporary files is full; free some space or set TMPDIR to another'
        : (cause as Error).message;
    throw new SourceError(`cannot prepare ${source} for reading: ${advice}`, { source, cause });
  }
}
