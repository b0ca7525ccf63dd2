import { brandError, causeOf, hasErrorBrand } from './brand.js';

export interface MissingDependencyErrorOptions {
  readonly packageName: string;
  /** The versions that would do, as an npm range. */
  readonly range: string;
  readonly cause?: unknown;
}

/** An optional package that this feature needs is not installed. The message has the install command. */
export class MissingDependencyError extends Error {
  readonly packageName: string;
  readonly range: string;

  constructor(message: string, options: MissingDependencyErrorOptions) {
    super(message, causeOf(options));
    brandError(this, 'MissingDependencyError');
    this.packageName = options.packageName;
    this.range = options.range;
  }

  /** True for any copy of this class, also one from another installed version of core. */
  static isInstance(error: unknown): error is MissingDependencyError {
    return hasErrorBrand(error, 'MissingDependencyError');
  }
}
