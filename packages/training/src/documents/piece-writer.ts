import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { encodeUtf8, InvalidInputError } from '@tovec/core';
import { saved, sentenceEnd, tokenEnd } from '../corpus/spool.js';

/** Marks a tag: a byte that UTF-8 does not have. Its number follows. */
const tagMark = '\xfd';
/** Bytes of a piece of a document. */
const pieceBytes = 1 << 14;
/** The longest word there may be, in bytes. A piece with it and its tags stays below `probeBytes`. */
export const longestRun = 1 << 15;
const bufferBytes = 1 << 20;
const [lineFeed, space] = [0x0a, 0x20];

/**
 * Writes documents as lines of tags and words. A long one becomes several lines with the same tags, so
 * that no line is longer than what workers read at a time, and all of it is learnt.
 */
export class PieceWriter {
  /** Bytes written. */
  bytes = 0;
  #buffer = Buffer.allocUnsafe(bufferBytes);
  #used = 0;
  #header: Uint8Array = new Uint8Array();
  /** What has been given of the document and not been written. */
  #rest: Uint8Array = new Uint8Array();
  #name = '';

  constructor(
    readonly handle: FileHandle,
    readonly path: string,
    readonly form: 'text' | 'tokens',
  ) {}

  /** @param name what to call the document in a message */
  begin(tags: readonly number[], name: string): void {
    const separator = this.form === 'text' ? ' ' : String.fromCharCode(tokenEnd);
    // As Latin-1, in which a character is a byte.
    const header = tags.map((tag) => tagMark + tag + separator).join('');
    this.#header = Buffer.from(header, 'latin1');
    this.#name = name;
  }

  /** More text of the document. @throws InvalidInputError for what is not UTF-8, or has no white space */
  async text(bytes: Uint8Array): Promise<void> {
    let rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    while (rest.length > pieceBytes) {
      const cut = endOfPiece(rest);
      if (cut === 0) break;
      await this.#writeText(rest.subarray(0, cut));
      rest = rest.subarray(cut);
    }
    if (rest.length > longestRun) throw this.#tooLong('no white space in');
    this.#rest = rest;
  }

  async tokens(tokens: readonly string[]): Promise<void> {
    let parts: Uint8Array[] = [];
    let length = 0;
    for (const token of tokens) {
      const bytes = this.#encodeToken(token);
      if (length + bytes.length > pieceBytes && length > 0) {
        await this.#write([...parts, Uint8Array.of(sentenceEnd)]);
        parts = [];
        length = 0;
      }
      parts.push(bytes, Uint8Array.of(tokenEnd));
      length += bytes.length + 1;
    }
    await this.#write([...parts, Uint8Array.of(sentenceEnd)]);
  }

  /** Ends a document that was given as text. */
  async end(): Promise<void> {
    await this.#writeText(this.#rest);
    this.#rest = new Uint8Array();
  }

  async flush(): Promise<void> {
    const { path } = this;
    await saved(path, () => this.handle.writeFile(this.#buffer.subarray(0, this.#used)));
    this.#used = 0;
  }

  async #writeText(piece: Uint8Array): Promise<void> {
    if (!isUtf8(piece)) {
      throw new InvalidInputError(`${this.#name} is not UTF-8; convert it to UTF-8`, {
        ...{ argument: 'documents', given: this.#name },
      });
    }
    const line = piece.includes(lineFeed)
      ? piece.map((byte) => (byte === lineFeed ? space : byte))
      : piece;
    await this.#write([line, Uint8Array.of(lineFeed)]);
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    const all = [this.#header, ...parts];
    const length = all.reduce((sum, part) => sum + part.length, 0);
    if (this.#used + length > bufferBytes) await this.flush();
    for (const part of all) {
      this.#buffer.set(part, this.#used);
      this.#used += part.length;
    }
    this.bytes += length;
  }

  #encodeToken(token: unknown): Uint8Array {
    if (typeof token !== 'string') {
      throw new InvalidInputError(
        `a token of ${this.#name} is ${typeof token}, but tokens are strings`,
        { argument: 'documents', given: token },
      );
    }
    if (/[\udcfd-\udcff]/u.test(token)) {
      throw new InvalidInputError(
        `a token of ${this.#name} stands for one of the bytes 0xfd to 0xff, which no text in UTF-8 ` +
          'has, and which tokens cannot have',
        { argument: 'documents', given: token },
      );
    }
    const bytes = encodeUtf8(token);
    if (bytes.length > longestRun) throw this.#tooLong('a token of more than');
    return bytes;
  }

  #tooLong(what: string): InvalidInputError {
    return new InvalidInputError(
      `${this.#name} has ${what} ${longestRun} bytes: is it text? Words are split at white space; ` +
        'pass arrays of tokens for a language without it',
      { argument: 'documents', given: this.#name },
    );
  }
}

/** Where a piece is to end: behind the last white space that leaves it short enough, or the first. */
function endOfPiece(text: Uint8Array): number {
  for (let at = pieceBytes; at > 0; at--) if (text[at - 1]! <= space) return at;
  for (let at = pieceBytes; at < text.length; at++) if (text[at]! <= space) return at + 1;
  return 0;
}
