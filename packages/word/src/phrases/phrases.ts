import { check, InvalidInputError, Items, type JsonObject, writeModelFile } from '@tovec/core';
import { type Corpus, readSentences } from '@tovec/training';
import type { PhrasesSettings } from './options.js';

/** Two words that are one phrase. */
export interface Phrase {
  readonly first: string;
  readonly second: string;
  /** The two, joined. */
  readonly phrase: string;
  /** How often they occurred one behind the other. */
  readonly count: number;
  readonly score: number;
}

/** What a file of phrases is called in its metadata. */
export const phrasesId = 'phrases';

/** Learnt phrases, and what joins them in a text. */
export class Phrases {
  /** The phrases, the highest score first. */
  readonly entries: readonly Phrase[];
  readonly settings: PhrasesSettings;
  readonly #seconds = new Map<string, Map<string, string>>();

  constructor(entries: readonly Phrase[], settings: PhrasesSettings) {
    this.entries = entries;
    this.settings = settings;
    for (const { first, second, phrase } of entries) {
      const seconds = this.#seconds.get(first) ?? new Map<string, string>();
      this.#seconds.set(first, seconds.set(second, phrase));
    }
  }

  /** How many phrases there are. */
  get size(): number {
    return this.entries.length;
  }

  /**
   * The sentences of a corpus with its phrases joined, as arrays of tokens: a corpus again, which can
   * be read as often as the one it is made from. It is streamed; sentences of more than a thousand
   * words come in parts. From left to right, a word that has become part of a phrase begins no other.
   *
   * @throws InvalidInputError, SourceError while it is read, as training on the corpus would
   * @example
   * ```ts
   * import { phrases } from '@tovec/word/phrases';
   *
   * const text = 'new york is big\nold york is new\nin new york\n'.repeat(10);
   * const learnt = await phrases(text, { minCount: 5, threshold: 1.5 });
   * for await (const tokens of learnt.apply('in new york')) console.log(tokens);
   * // [ 'in', 'new_york' ]
   * ```
   */
  apply(
    corpus: Corpus,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): AsyncIterable<string[]> {
    const { signal } = check.knownKeys('ApplyOptions', options, ['signal']);
    return { [Symbol.asyncIterator]: () => this.#joined(corpus, signal) };
  }

  /**
   * Writes the phrases as one safetensors file, atomically; `loadPhrases` reads it.
   *
   * @throws SourceError when the file cannot be written
   */
  async save(path: string, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const { tokenPattern, ...settings } = this.settings;
    const config: JsonObject = {
      ...settings,
      ...(tokenPattern && { tokenPattern: tokenPattern.source, tokenFlags: tokenPattern.flags }),
    };
    const numbers = (key: 'count' | 'score') => {
      const values = Float64Array.from(this.entries, (entry) => entry[key]);
      return {
        dtype: 'F64' as const,
        shape: [values.length],
        bytes: new Uint8Array(values.buffer),
      };
    };
    await writeModelFile(
      path,
      {
        encoder: phrasesId,
        config,
        // First and second word of each phrase in turn.
        items: Items.from(this.entries.flatMap(({ first, second }) => [first, second])),
        tensors: { counts: numbers('count'), scores: numbers('score') },
      },
      options,
    );
  }

  async *#joined(corpus: Corpus, signal: AbortSignal | undefined): AsyncGenerator<string[]> {
    if (corpus === undefined) throw new InvalidInputError('apply needs a corpus');
    let sentence: string[] = [];
    /** The phrases that the last word of the sentence begins, unless it is part of one. */
    let seconds: Map<string, string> | undefined;
    for await (const { words, isEnd } of readSentences(corpus, this.settings, signal)) {
      for (const word of words) {
        const phrase = seconds?.get(word);
        if (phrase === undefined) sentence.push(word);
        else sentence[sentence.length - 1] = phrase;
        seconds = phrase === undefined ? this.#seconds.get(word) : undefined;
      }
      if (isEnd) {
        if (sentence.length > 0) yield sentence;
        sentence = [];
        seconds = undefined;
      } else if (sentence.length > 1) {
        // The last word may be joined with what follows.
        const last = sentence.pop()!;
        yield sentence;
        sentence = [last];
      }
    }
  }
}
