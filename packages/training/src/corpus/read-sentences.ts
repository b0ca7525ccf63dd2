import { createReadStream } from 'node:fs';
import { decodeUtf8, InvalidInputError, isValidUtf8, SourceError } from '@tovec/core';
import { splitter } from '../vocabulary/build-vocabulary.js';
import type { TextRules } from '../vocabulary/vocabulary.js';
import { longestWord, noWhiteSpaceMessage } from '../worker/segment-reader.js';
import type { Corpus, CorpusFile } from './corpus.js';
import { openCorpus } from './open-corpus.js';

/** A sentence, or a part of a long one. */
export interface SentencePart {
  readonly words: readonly string[];
  /** Whether the sentence ends with it. */
  readonly isEnd: boolean;
}

/** Words of a part at most. */
const longestPart = 1000;
const chunkBytes = 1 << 18;

/**
 * The sentences of a corpus as words, streamed: memory does not grow with the corpus, nor with a
 * sentence. Words are what training would take them for; there are no empty parts.
 *
 * @throws InvalidInputError when it is not a corpus or not UTF-8, SourceError when it cannot be read
 */
export async function* readSentences(
  corpus: Corpus,
  rules: TextRules,
  signal?: AbortSignal,
): AsyncGenerator<SentencePart> {
  await using files = await openCorpus(corpus, signal);
  const split = splitter(rules);
  const [separator, end] = files.form === 'text' ? [/[\0-\x20]+/, '\n'] : ['\u{dcff}', '\u{dcfe}'];
  for (const file of files.files) {
    let words: string[] = [];
    for await (const text of pieces(file, files.form, rules, signal)) {
      const lines = text.split(end);
      for (const [at, line] of lines.entries()) {
        for (const run of line.split(separator)) {
          if (run === '') continue;
          // One by one: a run may have more matches than a call takes arguments.
          if (split) for (const word of split(run)) words.push(word);
          else words.push(run);
          if (words.length < longestPart) continue;
          yield { words, isEnd: false };
          words = [];
        }
        if (at === lines.length - 1) break;
        yield { words, isEnd: true };
        words = [];
      }
    }
    yield { words, isEnd: true };
  }
}

function noWhiteSpace({ name }: CorpusFile, offset: number): InvalidInputError {
  return new InvalidInputError(noWhiteSpaceMessage(name, offset), {
    argument: 'corpus',
    given: { file: name, offset },
  });
}

/** Text in pieces that end between words. The two bytes that end tokens are lone surrogates in it. */
async function* pieces(
  file: CorpusFile,
  form: 'text' | 'tokens',
  rules: TextRules,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  let rest = new Uint8Array();
  let offset = 0;
  const isSeparator =
    form === 'text' ? (byte: number) => byte <= 0x20 : (byte: number) => byte >= 0xfe;
  const decoded = (bytes: Uint8Array) => {
    if (form === 'text' && rules.invalidUtf8 !== 'keep' && !isValidUtf8(bytes)) {
      throw new InvalidInputError(
        `${file.name} is not UTF-8 near byte ${offset}; convert the text to UTF-8, or pass ` +
          "invalidUtf8: 'keep' to take the bytes as they are",
        { argument: 'corpus', given: { file: file.name, offset } },
      );
    }
    offset += bytes.length;
    return decodeUtf8(bytes);
  };
  try {
    const options = { highWaterMark: chunkBytes, ...(signal && { signal }) };
    for await (const chunk of createReadStream(file.path, options) as AsyncIterable<Uint8Array>) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const cut = bytes.findLastIndex(isSeparator) + 1;
      if (cut > 0) yield decoded(bytes.subarray(0, cut));
      rest = bytes.slice(cut);
      if (rest.length >= longestWord) throw noWhiteSpace(file, offset);
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (typeof (cause as NodeJS.ErrnoException).code !== 'string') throw cause;
    throw new SourceError(`cannot go on reading ${file.name}: ${(cause as Error).message}`, {
      source: file.name,
      cause,
    });
  }
  if (rest.length > 0) yield decoded(rest);
}
