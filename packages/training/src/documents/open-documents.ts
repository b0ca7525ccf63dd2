import { createReadStream } from 'node:fs';
import { relative, sep } from 'node:path';
import { describeValue, encodeUtf8, InvalidInputError, SourceError } from '@tovec/core';
import type { CorpusFile } from '../corpus/corpus.js';
import { describeFile, listPaths, pathOf } from '../corpus/open-corpus.js';
import { Spool } from '../corpus/spool.js';
import { untilAborted } from '../corpus/until-aborted.js';
import type { DocumentFiles, Documents, DuplicateTags, TaggedDocument } from './documents.js';
import { PieceWriter } from './piece-writer.js';
import { TagTable } from './tag-table.js';

/**
 * Opens documents: writes them to a temporary file as lines that begin with the numbers of their tags.
 * Memory is that of the tags.
 *
 * @throws InvalidInputError when there are none, they are not documents, or two have the same tag and
 *   `duplicateTags` is `'throw'`
 * @throws SourceError when a file cannot be read
 */
export async function openDocuments(
  documents: Documents,
  { duplicateTags, signal }: { duplicateTags: DuplicateTags; signal?: AbortSignal | undefined },
): Promise<DocumentFiles> {
  signal?.throwIfAborted();
  const reader = new DocumentReader(new TagTable(duplicateTags), signal);
  try {
    const path = pathOf(documents as Parameters<typeof pathOf>[0]);
    return await (path === undefined ? reader.items(documents) : reader.paths(path));
  } catch (error) {
    await reader.spool.dispose();
    signal?.throwIfAborted();
    throw error;
  }
}

/** Takes documents in, one after the other. */
class DocumentReader {
  readonly spool = new Spool();
  #documents = 0;
  #fewest = Number.POSITIVE_INFINITY;
  #most = 0;

  constructor(
    readonly tags: TagTable,
    readonly signal: AbortSignal | undefined,
  ) {}

  async items(documents: unknown): Promise<DocumentFiles> {
    if (!isIterable(documents)) throw notDocuments(documents);
    let writer: PieceWriter | undefined;
    try {
      for await (const item of untilAborted(documents, this.signal)) {
        this.signal?.throwIfAborted();
        const { tags, text, tokens } = partsOf(item, this.#documents);
        const form = text === undefined ? 'tokens' : 'text';
        writer ??= await this.#writer(form);
        if (writer.form !== form) throw mixedForms(this.#documents, form);
        const name = `document ${this.#documents}`;
        writer.begin(this.#numbers(tags ?? this.#documents), name);
        if (text === undefined) await writer.tokens(tokens!);
        else {
          await writer.text(encodeUtf8(text));
          await writer.end();
        }
      }
      return await this.#finish(writer);
    } finally {
      await writer?.handle.close();
    }
  }

  async paths(path: string): Promise<DocumentFiles> {
    const paths = await listPaths(path);
    const isFile = paths.length === 1 && paths[0] === path;
    const writer = await this.#writer('text');
    try {
      for (const each of paths) {
        this.signal?.throwIfAborted();
        const found = await describeFile(each);
        const file = found.isGzip ? await this.spool.unpack(found, this.signal) : found;
        if (isFile) await this.#lines(file, writer);
        else {
          const name = relative(path, each).split(sep).join('/');
          writer.begin(this.#numbers(name), each);
          for await (const chunk of this.#chunks(file)) await writer.text(chunk);
          await writer.end();
        }
      }
      return await this.#finish(writer);
    } finally {
      await writer.handle.close();
    }
  }

  /** One document a line. */
  async #lines(file: CorpusFile, writer: PieceWriter): Promise<void> {
    let isOpen = false;
    const open = () => {
      const place = this.tags.nextPlace();
      writer.begin([place], `line ${place + 1} of ${file.name}`);
      this.#count(1);
      isOpen = true;
    };
    for await (const chunk of this.#chunks(file)) {
      for (let from = 0; from < chunk.length; ) {
        if (!isOpen) open();
        const end = chunk.indexOf(0x0a, from);
        await writer.text(chunk.subarray(from, end < 0 ? chunk.length : end));
        if (end < 0) break;
        await writer.end();
        isOpen = false;
        from = end + 1;
      }
    }
    if (isOpen) await writer.end();
  }

  async *#chunks({ path, name }: CorpusFile): AsyncGenerator<Uint8Array> {
    try {
      const options = { highWaterMark: 1 << 18, ...(this.signal && { signal: this.signal }) };
      yield* createReadStream(path, options) as AsyncIterable<Uint8Array>;
    } catch (cause) {
      this.signal?.throwIfAborted();
      throw new SourceError(`cannot go on reading ${name}: ${(cause as Error).message}`, {
        source: name,
        cause,
      });
    }
  }

  #numbers(tags: TaggedDocument['tags']): readonly number[] {
    const numbers = this.tags.numbersOf(tags, this.#documents);
    this.#count(numbers.length);
    return numbers;
  }

  #count(tags: number): void {
    this.#documents++;
    this.#fewest = Math.min(this.#fewest, tags);
    this.#most = Math.max(this.#most, tags);
  }

  async #writer(form: 'text' | 'tokens'): Promise<PieceWriter> {
    const { path, handle } = await this.spool.newFile();
    return new PieceWriter(handle, path, form);
  }

  async #finish(writer: PieceWriter | undefined): Promise<DocumentFiles> {
    if (!writer || this.#documents === 0) {
      throw new InvalidInputError('there are no documents to learn from', {
        argument: 'documents',
      });
    }
    await writer.flush();
    const { path, bytes, form } = writer;
    return {
      ...{ files: [{ path, bytes, name: 'the documents' }], form, bytes, isTagged: true },
      documents: this.#documents,
      tags: this.tags.names(),
      sharedTags: this.tags.shared,
      ...{ fewestTags: this.#fewest, mostTags: this.#most },
      [Symbol.asyncDispose]: () => this.spool.dispose(),
    };
  }
}

interface Parts {
  readonly tags?: TaggedDocument['tags'];
  readonly text?: string;
  readonly tokens?: readonly string[];
}

function partsOf(item: unknown, document: number): Parts {
  if (typeof item === 'string') return { text: item };
  if (Array.isArray(item)) return { tokens: item };
  const { tags, text, tokens } = (item ?? {}) as Parts;
  const isText = typeof text === 'string' && tokens === undefined;
  const isTokens = Array.isArray(tokens) && text === undefined;
  if (!(isText || isTokens) || tags === undefined) {
    throw new InvalidInputError(
      `document ${document} must be a text, an array of tokens, or { tags, text } or ` +
        `{ tags, tokens }, but was ${describeValue(item)}`,
      { argument: 'documents', given: item },
    );
  }
  return isText ? { tags, text } : { tags, tokens: tokens! };
}

type Items = Iterable<unknown> | AsyncIterable<unknown>;

function isIterable(value: unknown): value is Items {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Symbol.iterator in value || Symbol.asyncIterator in value)
  );
}

function notDocuments(given: unknown): InvalidInputError {
  const hint =
    typeof given === 'string' ? '; a single text is no collection: wrap texts in an array' : '';
  return new InvalidInputError(
    'documents are { path }, a file: URL, or an iterable of texts, of arrays of tokens or of ' +
      `{ tags, text }, but ${describeValue(given)} was given${hint}`,
    { argument: 'documents', given },
  );
}

function mixedForms(document: number, form: 'text' | 'tokens'): InvalidInputError {
  const [given, before] = form === 'text' ? ['a text', 'tokens'] : ['tokens', 'texts'];
  return new InvalidInputError(
    `document ${document} is ${given}, but those before it are ${before}; give all in one form`,
    { argument: 'documents' },
  );
}
