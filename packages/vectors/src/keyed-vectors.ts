import {
  type DefinedEncoder,
  type Embeddings,
  type EmbeddingsPart,
  type EncodeCall,
  type EncodedBatch,
  type EncodeOptions,
  encode,
  encodeStream,
  type Inputs,
  InvalidInputError,
  type Items,
  type Modality,
  type Precision,
} from '@tovec/core';
import { createSearcher, type Matrix, type Searcher } from '@tovec/kernels';
import type { ReadingReport } from './formats/format.js';
import { ItemIndex } from './item-index.js';
import { lookUp } from './look-up.js';
import { type AnalogyQuestion, analogies, analogy } from './queries/analogies.js';
import { oddOneOut, rank, similarity } from './queries/compare.js';
import { listOf } from './queries/list-of.js';
import { missingItem } from './queries/missing-item.js';
import { type Neighbor, nearest, nearestBatch } from './queries/nearest.js';
import type { AnalogyOptions, BatchOptions, NearestOptions } from './queries/options.js';
import type { ItemOrVector, NearestQuery } from './queries/query.js';
import { type MergeOptions, mergeTables } from './tables/merge.js';
import { normalizeRows } from './tables/normalized.js';
import type { TableParts } from './tables/parts.js';
import { selectRows } from './tables/select-rows.js';

/** What a {@link KeyedVectors} is made from, inside tovec; users call `createKeyedVectors`. */
export interface KeyedVectorsParts extends TableParts {
  readonly modality?: Modality | undefined;
  readonly reading?: ReadingReport | undefined;
  /** An index of `items`, where there is one already. */
  readonly index?: ItemIndex | undefined;
}

/**
 * A table of vectors with a name for each row: the result of training for words, nodes and document
 * tags alike, apart from the trainer that made it. What gensim calls KeyedVectors; its queries mean
 * the same here.
 *
 * It is an encoder as well, by look-up: an unknown item becomes a row of zeros and a note.
 *
 * @example
 * ```ts
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['king', 'queen', 'man', 'woman'],
 *   matrix: Float32Array.of(1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1),
 *   dimensions: 3,
 * });
 * console.log(vectors.similarity('king', 'man').toFixed(3)); // 0.707
 * console.log(vectors.analogy('man', 'king', 'woman', { topK: 1 })[0]?.item); // queen
 * ```
 */
export class KeyedVectors implements DefinedEncoder<string>, Iterable<[string, Float32Array]> {
  readonly specificationVersion = 'v1';
  readonly id = 'keyed-vectors';
  readonly modality: Modality;
  readonly dimensions: number;
  /** How many items there are. */
  readonly size: number;
  readonly limits = { maxBatch: 65_536, concurrent: true };
  readonly capabilities = { deterministic: true, missing: 'report' } as const;
  /** What happened when this was read from a file; undefined when it was not. */
  readonly reading: ReadingReport | undefined;
  private parts: KeyedVectorsParts | undefined;
  private itemIndex: ItemIndex | undefined;

  constructor(parts: KeyedVectorsParts) {
    this.parts = parts;
    this.itemIndex = parts.index;
    this.modality = parts.modality ?? 'word';
    this.dimensions = parts.matrix.dimensions;
    this.size = parts.items.length;
    this.reading = parts.reading;
  }

  /** The names of the rows, byte for byte. */
  get items(): Items {
    return this.alive().items;
  }

  /** The table itself. After writing to its values, call `searcher.refresh()`. */
  get matrix(): Matrix {
    return this.alive().matrix;
  }

  /** How often each item occurred where it was trained, by row; undefined when unknown. */
  get counts(): Float64Array | undefined {
    return this.alive().counts;
  }

  /** The exact search over the table that all queries use. */
  get searcher(): Searcher {
    return createSearcher(this.alive().matrix);
  }

  /** Whether there is a vector for `item`. */
  has(item: string): boolean {
    return this.rowOf(item) >= 0;
  }

  /**
   * The vector of `item`, as a copy.
   *
   * @throws MissingItemError with the nearest spellings when there is none
   */
  get(item: string): Float32Array {
    return this.vectorAt(this.requireRow(item));
  }

  /** The row of `item`, or -1. Rows are in the order of training or of the file: most often by frequency. */
  rowOf(item: string): number {
    if (typeof item !== 'string') return -1;
    const { items } = this.alive();
    this.itemIndex ??= new ItemIndex(items);
    return this.itemIndex.find(item);
  }

  /** The row of `item`. @throws MissingItemError with the nearest spellings when there is none */
  requireRow(item: string): number {
    const row = this.rowOf(item);
    if (row < 0) throw missingItem(item, this.items, (other) => this.rowOf(other));
    return row;
  }

  /** The item of a row. */
  itemAt(row: number): string {
    return this.items.at(row);
  }

  /** The vector of a row, as a copy. */
  vectorAt(row: number): Float32Array {
    const { matrix } = this.alive();
    if (!(row >= 0 && row < this.size && Number.isInteger(row))) {
      throw new InvalidInputError(`There is no row ${row} in a table of ${this.size}.`, {
        ...{ argument: 'row', given: row },
      });
    }
    return matrix.values.slice(row * this.dimensions, (row + 1) * this.dimensions);
  }

  /** How often `item` occurred where it was trained; undefined when the table does not know. */
  countOf(item: string): number | undefined {
    return this.counts?.[this.requireRow(item)];
  }

  /** All items, by row. */
  keys(): IterableIterator<string> {
    return this.items[Symbol.iterator]();
  }

  /** All items and copies of their vectors, by row. */
  *[Symbol.iterator](): Generator<[string, Float32Array]> {
    for (let row = 0; row < this.size; row++) yield [this.itemAt(row), this.vectorAt(row)];
  }

  /** The cosine of two items or vectors, from -1 to 1; 0 with a zero vector. */
  similarity(a: ItemOrVector, b: ItemOrVector): number {
    return similarity(this, a, b);
  }

  /** The cosine distance, 1 − similarity: 0 for the same direction, 2 for the opposite. */
  distance(a: ItemOrVector, b: ItemOrVector): number {
    return 1 - this.similarity(a, b);
  }

  /**
   * The items nearest to an item, a vector, or the mean of several: `positive` ones at unit length,
   * `negative` ones turned round. Exact; items of the query are left out; equal scores are ordered
   * by row.
   *
   * @throws MissingItemError, InvalidInputError
   * @example
   * ```ts
   * import { createKeyedVectors } from '@tovec/vectors';
   *
   * const matrix = Float32Array.of(1, 0, 4, 3, 0, 1);
   * const vectors = createKeyedVectors({ items: ['a', 'b', 'c'], matrix, dimensions: 2 });
   * const [first] = vectors.nearest('a');
   * console.log(first?.item, first?.score.toFixed(2)); // b 0.80
   * console.log(vectors.nearest({ positive: ['a', 'c'] }).map(({ item }) => item)); // [ 'b' ]
   * ```
   */
  nearest(query: NearestQuery, options: NearestOptions = {}): Neighbor[] {
    return nearest(this, query, options);
  }

  /** The nearest items of many queries; several times faster than one by one. */
  nearestBatch(
    queries: Iterable<NearestQuery>,
    options: NearestOptions & BatchOptions = {},
  ): Promise<Neighbor[][]> {
    return nearestBatch(this, queries, options);
  }

  /** a is to b as c is to what? `analogy('man', 'king', 'woman')` should find `queen`. */
  analogy(a: string, b: string, c: string, options: AnalogyOptions = {}): Neighbor[] {
    return analogy(this, [a, b, c], options);
  }

  /** The answers to many analogies, sharing work between questions over the same items. */
  analogies(
    questions: Iterable<AnalogyQuestion>,
    options: AnalogyOptions & BatchOptions = {},
  ): Promise<Neighbor[][]> {
    return analogies(this, questions, options);
  }

  /** The item least like the mean of all (of three or more). */
  oddOneOut(items: readonly string[]): string {
    return oddOneOut(this, items);
  }

  /** Which neighbour of `item` the item `other` is: 1 for the nearest. */
  rank(item: string, other: string): number {
    return rank(this, item, other);
  }

  /** A new table with every vector at length 1; zero vectors stay zero. */
  normalized(): KeyedVectors {
    return new KeyedVectors({ ...this.derived(normalizeRows(this)), index: this.itemIndex });
  }

  /**
   * A new table of some items, in the order given; one given twice is there once.
   *
   * @throws MissingItemError when an item has no vector
   */
  subset(items: Iterable<string>): KeyedVectors {
    const rows = new Set<number>();
    for (const item of listOf('items', items)) rows.add(this.requireRow(item));
    return new KeyedVectors(this.derived(selectRows(this, [...rows])));
  }

  /**
   * A new table of this one's items and then the other's. Counts stay where both have them.
   *
   * @throws InvalidInputError when dimensions differ, or both have an item and `onConflict` is
   *   `'throw'` (the default)
   */
  merge(other: KeyedVectors, options: MergeOptions = {}): KeyedVectors {
    return new KeyedVectors(this.derived(mergeTables(this, other, options)));
  }

  /** Looks up a batch of items. Users call `encode`. */
  async doEncode({ inputs }: EncodeCall<string>): Promise<EncodedBatch> {
    return lookUp(this, inputs);
  }

  /** The same as core's `encode(vectors, items, options)`. */
  encode<P extends Precision = 'float32'>(
    items: Inputs<string>,
    options?: EncodeOptions<P>,
  ): Promise<Embeddings<P>> {
    return encode(this, items, options);
  }

  /** The same as core's `encodeStream(vectors, items, options)`. */
  encodeStream<P extends Precision = 'float32'>(
    items: Inputs<string>,
    options?: EncodeOptions<P>,
  ): AsyncIterable<EmbeddingsPart<string, P>> {
    return encodeStream(this, items, options);
  }

  /** Lets go of the table. Everything but `size` and `dimensions` fails from then on. */
  async dispose(): Promise<void> {
    this.parts = undefined;
    this.itemIndex = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  private derived(parts: TableParts): KeyedVectorsParts {
    return { ...parts, modality: this.modality };
  }

  private alive(): KeyedVectorsParts {
    if (this.parts) return this.parts;
    throw new InvalidInputError('These vectors were disposed of; read or train them again.');
  }
}
