import type { Modality } from '@tovec/core';
import type { TableParts } from '../tables/parts.js';

/** What every reader is asked for. */
export interface TableReading {
  /** The most rows to read; Infinity for all. */
  readonly limit: number;
  /** Told now and then how far in the file the reading is. */
  readonly onBytes: (position: number) => void;
}

/** A table as it stands in a file, not yet checked for repeated items and for finite numbers. */
export interface RawTable extends TableParts {
  readonly modality?: Modality | undefined;
  /** Where a row stands in the file, for messages. */
  placeOf?(row: number): { line?: number; offset?: number };
}
