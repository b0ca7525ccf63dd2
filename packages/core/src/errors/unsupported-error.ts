import { brandError, causeOf, hasErrorBrand } from './brand.js';

export interface UnsupportedErrorOptions {
  readonly cause?: unknown;
}

/** Something well-formed that this version, encoder or machine cannot do. */
export class UnsupportedError extends Error {
  constructor(message: string, options: UnsupportedErrorOptions = {}) {
    super(message, causeOf(options));
    brandError(this, 'UnsupportedError');
  }

  /** True for any copy of this class, also one from another installed version of core. */
  static isInstance(error: unknown): error is UnsupportedError {
    return hasErrorBrand(error, 'UnsupportedError');
  }
}
