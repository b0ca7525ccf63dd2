import { brandError, causeOf, hasErrorBrand } from './brand.js';

export interface MissingItemErrorOptions {
  /** The word, node or tag that has no vector. */
  readonly item?: string | undefined;
  readonly cause?: unknown;
}

/** An item (a word, a node, a document tag) that is not in the vocabulary. */
export class MissingItemError extends Error {
  readonly item: string | undefined;

  constructor(message: string, options: MissingItemErrorOptions = {}) {
    super(message, causeOf(options));
    brandError(this, 'MissingItemError');
    this.item = options.item;
  }

  /** True for any copy of this class, also one from another installed version of core. */
  static isInstance(error: unknown): error is MissingItemError {
    return hasErrorBrand(error, 'MissingItemError');
  }
}
