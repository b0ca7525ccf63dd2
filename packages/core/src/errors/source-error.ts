import { brandError, causeOf, hasErrorBrand } from './brand.js';

export interface SourceErrorOptions {
  /** The path, URL or `npm:` name of the source. */
  readonly source?: string | undefined;
  readonly cause?: unknown;
}

/** Something that could not be read, downloaded or written: missing, forbidden, offline, disk full. */
export class SourceError extends Error {
  readonly source: string | undefined;

  constructor(message: string, options: SourceErrorOptions = {}) {
    super(message, causeOf(options));
    brandError(this, 'SourceError');
    this.source = options.source;
  }

  /** True for any copy of this class, also one from another installed version of core. */
  static isInstance(error: unknown): error is SourceError {
    return hasErrorBrand(error, 'SourceError');
  }
}
