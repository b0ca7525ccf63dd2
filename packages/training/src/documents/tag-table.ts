import { check, describeValue, InvalidInputError, Items } from '@tovec/core';
import type { DocumentTag, DuplicateTags } from './documents.js';

/** More tags than this are no description of a document; each stands before every piece of it. */
const mostTagsOfDocument = 1000;

/** Numbers of tags in the order in which they come: never the numbers that tags may be. */
export class TagTable {
  #numbers = new Map<string, number>();
  /** The document that each tag came with first, to say so. */
  #firstDocument: number[] = [];
  #shared = new Set<number>();
  /** Tags that are their own numbers, as long as there are no others. */
  #places = 0;

  constructor(readonly duplicates: DuplicateTags) {}

  get size(): number {
    return this.#places + this.#numbers.size;
  }

  get shared(): number {
    return this.#shared.size;
  }

  /** The number of a tag that is the place of its document among documents that have no other tags. */
  nextPlace(): number {
    return this.#places++;
  }

  /** @throws InvalidInputError for what is no tag, or one that another document has already */
  numbersOf(
    tags: DocumentTag | readonly DocumentTag[] | undefined,
    document: number,
  ): readonly number[] {
    const list = Array.isArray(tags) ? (tags as readonly DocumentTag[]) : [tags as DocumentTag];
    if (list.length === 0 || list.length > mostTagsOfDocument) {
      throw new InvalidInputError(
        `document ${document} has ${list.length || 'no'} tags, but from 1 to ${mostTagsOfDocument} ` +
          'were expected; leave `tags` out to call it by its place',
        { argument: 'documents', given: tags },
      );
    }
    const numbers = list.map((tag) => this.#numberOf(nameOf(tag, document), document));
    if (new Set(numbers).size < numbers.length) {
      const again = list[numbers.findIndex((number, at) => numbers.indexOf(number) !== at)];
      throw new InvalidInputError(
        `document ${document} has the tag ${describeValue(again)} twice; name it once`,
        { argument: 'documents', given: again },
      );
    }
    return numbers;
  }

  names(): Items {
    const places = Array.from({ length: this.#places }, (_, place) => String(place));
    return Items.from([...places, ...this.#numbers.keys()]);
  }

  #numberOf(name: string, document: number): number {
    const known = this.#numbers.get(name);
    if (known === undefined) {
      const number = this.#numbers.size;
      this.#numbers.set(name, number);
      this.#firstDocument.push(document);
      return number;
    }
    const first = this.#firstDocument[known]!;
    if (first !== document) {
      if (this.duplicates === 'throw') throw duplicate(name, first, document);
      this.#shared.add(known);
    }
    return known;
  }
}

function nameOf(tag: DocumentTag, document: number): string {
  if (typeof tag === 'string' && tag !== '') return tag;
  if (typeof tag === 'number') return String(check.number(`a tag of document ${document}`, tag));
  throw new InvalidInputError(
    `a tag of document ${document} must be a number or a string with at least one character, but ` +
      `was ${describeValue(tag)}`,
    { argument: 'documents', given: tag },
  );
}

function duplicate(name: string, first: number, document: number): InvalidInputError {
  return new InvalidInputError(
    `documents ${first} and ${document} both have the tag ${describeValue(name)}; give each its own, ` +
      "or pass duplicateTags: 'share' where documents are to share a vector",
    { argument: 'documents', given: name },
  );
}
