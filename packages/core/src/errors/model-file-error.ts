import { brandError, causeOf, hasErrorBrand } from './brand.js';

export interface ModelFileErrorOptions {
  /** The file's name; put in front of the message. */
  readonly file?: string | undefined;
  /** Where in the file, in bytes from its start; added to the message. */
  readonly offset?: number | undefined;
  /** Where in a text file, counted from 1; added to the message. */
  readonly line?: number | undefined;
  readonly cause?: unknown;
}

/**
 * A model or vector file whose content is damaged, truncated or not what it should be.
 *
 * The place is added to the message here, so write only what is wrong:
 *
 * @example
 * ```ts
 * import { ModelFileError } from '@tovec/core';
 *
 * const error = new ModelFileError('the header is 3 bytes long', { file: 'a.safetensors', offset: 8 });
 * console.log(error.message); // a.safetensors: the header is 3 bytes long (at byte 8)
 * ```
 */
export class ModelFileError extends Error {
  readonly file: string | undefined;
  readonly offset: number | undefined;
  readonly line: number | undefined;

  constructor(message: string, options: ModelFileErrorOptions = {}) {
    super(withPlace(message, options), causeOf(options));
    brandError(this, 'ModelFileError');
    this.file = options.file;
    this.offset = options.offset;
    this.line = options.line;
  }

  /** True for any copy of this class, also one from another installed version of core. */
  static isInstance(error: unknown): error is ModelFileError {
    return hasErrorBrand(error, 'ModelFileError');
  }
}

function withPlace(message: string, { file, offset, line }: ModelFileErrorOptions): string {
  const places = [
    line === undefined ? '' : `line ${line}`,
    offset === undefined ? '' : `at byte ${offset}`,
  ].filter((place) => place !== '');
  const where = places.length === 0 ? '' : ` (${places.join(', ')})`;
  return `${file === undefined ? '' : `${file}: `}${message}${where}`;
}
