import { brandError, causeOf, hasErrorBrand } from './brand.js';

export interface EncoderErrorOptions {
  /** The id of the encoder at fault. */
  readonly encoder?: string | undefined;
  readonly cause?: unknown;
}

/**
 * An encoder broke its contract: a wrong number of vectors, a value that is not finite, a note for a
 * row that does not exist. The fault is in the encoder (or its model), not in the inputs.
 */
export class EncoderError extends Error {
  readonly encoder: string | undefined;

  constructor(message: string, options: EncoderErrorOptions = {}) {
    super(message, causeOf(options));
    brandError(this, 'EncoderError');
    this.encoder = options.encoder;
  }

  /** True for any copy of this class, also one from another installed version of core. */
  static isInstance(error: unknown): error is EncoderError {
    return hasErrorBrand(error, 'EncoderError');
  }
}
