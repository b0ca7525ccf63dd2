import type { OnProgress } from '@tovec/core';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { CooccurrenceReport, Cooccurrences } from './cooccurrences.js';
import { openNumbers, type TablePart } from './parts.js';
import type { CooccurrenceSettings } from './settings.js';
import { writeTable } from './write-table.js';

/** Entries of a block; so many that reading them is not held up by asking for them. */
const blockEntries = 1 << 16;

/** Co-occurrences that lie in files, which are removed when they are temporary ones. */
export class CooccurrenceTable implements Cooccurrences {
  readonly vocabulary: Vocabulary;
  readonly nonZeros: number;
  readonly settings: CooccurrenceSettings;
  readonly report: CooccurrenceReport;
  /** Where each row begins among all entries, and where the last one ends. */
  readonly offsets: Float64Array;
  readonly parts: readonly TablePart[];
  readonly #temporary: AsyncDisposable | undefined;

  constructor(content: {
    readonly vocabulary: Vocabulary;
    readonly settings: CooccurrenceSettings;
    readonly report: CooccurrenceReport;
    readonly offsets: Float64Array;
    readonly parts: readonly TablePart[];
    /** What goes with the table, such as its temporary files. */
    readonly temporary?: AsyncDisposable | undefined;
  }) {
    this.vocabulary = content.vocabulary;
    this.settings = content.settings;
    this.report = content.report;
    this.offsets = content.offsets;
    this.nonZeros = content.offsets.at(-1)!;
    this.parts = content.parts;
    this.#temporary = content.temporary;
  }

  async *blocks() {
    const { offsets } = this;
    let row = 0;
    for (const part of this.parts) {
      await using columns = await openNumbers(part.columns);
      await using values = await openNumbers(part.values);
      const first = offsets[part.firstRow]!;
      const end = offsets[part.endRow]!;
      for (let entry = first; entry < end; entry += blockEntries) {
        const count = Math.min(blockEntries, end - entry);
        const rows = new Uint32Array(count);
        for (let at = 0; at < count; ) {
          while (offsets[row + 1]! <= entry + at) row++;
          const to = Math.min(count, offsets[row + 1]! - entry);
          rows.fill(row, at, to);
          at = to;
        }
        yield {
          rows,
          columns: new Uint32Array((await columns.read(entry - first, count)).buffer),
          values: new Float32Array((await values.read(entry - first, count)).buffer),
        };
      }
    }
  }

  async save(
    path: string,
    options: { readonly signal?: AbortSignal; readonly onProgress?: OnProgress } = {},
  ): Promise<void> {
    await writeTable(path, this, options);
  }

  async dispose(): Promise<void> {
    await this.#temporary?.[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}
