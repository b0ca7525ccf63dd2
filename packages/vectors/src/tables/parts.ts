import type { Items } from '@tovec/core';
import type { Matrix } from '@tovec/kernels';

/** What KeyedVectors are made of. */
export interface TableParts {
  readonly items: Items;
  readonly matrix: Matrix;
  /** How often each item occurred where it was trained. */
  readonly counts?: Float64Array | undefined;
}
