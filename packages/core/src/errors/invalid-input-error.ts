import { brandError, causeOf, hasErrorBrand } from './brand.js';

export interface InvalidInputErrorOptions {
  /** The name of the argument or option that was refused, e.g. `'dimensions'`. */
  readonly argument?: string | undefined;
  /** What was given. */
  readonly given?: unknown;
  readonly cause?: unknown;
}

/**
 * An argument, an option or an input that the caller can correct.
 *
 * @example
 * ```ts
 * import { check, InvalidInputError } from '@tovec/core';
 *
 * try {
 *   check.integer('dimensions', 0, { min: 1 });
 * } catch (error) {
 *   if (InvalidInputError.isInstance(error)) console.log(error.argument, error.message);
 *   // dimensions dimensions must be an integer of at least 1, but was 0.
 * }
 * ```
 */
export class InvalidInputError extends Error {
  readonly argument: string | undefined;
  readonly given: unknown;

  constructor(message: string, options: InvalidInputErrorOptions = {}) {
    super(message, causeOf(options));
    brandError(this, 'InvalidInputError');
    this.argument = options.argument;
    this.given = options.given;
  }

  /** True for any copy of this class, also one from another installed version of core. */
  static isInstance(error: unknown): error is InvalidInputError {
    return hasErrorBrand(error, 'InvalidInputError');
  }
}
