import { describeValue } from './describe-value.js';
import { InvalidInputError } from './errors/invalid-input-error.js';
import { nearestNames } from './nearest-names.js';

/** Bounds of a number. */
export interface NumberBounds {
  /** Smallest value allowed. */
  readonly min?: number | undefined;
  /** Largest value allowed. */
  readonly max?: number | undefined;
  /** The value must be greater than this one. */
  readonly above?: number | undefined;
}

/**
 * The one validator that all doors share. Each function returns the value it was given, or throws
 * an {@link InvalidInputError} that names the option, what was given and what was expected.
 *
 * @example
 * ```ts
 * import { check } from '@tovec/core';
 *
 * console.log(check.integer('window', 5, { min: 1 })); // 5
 * try {
 *   check.knownKeys('TrainOptions', { dimension: 100 }, ['dimensions', 'window']);
 * } catch (error) {
 *   console.log((error as Error).message);
 *   // TrainOptions has no option 'dimension'. Did you mean 'dimensions'?
 * }
 * ```
 */
export const check = { integer, number, oneOf, boolean, string, knownKeys };

function integer(name: string, value: unknown, bounds: NumberBounds = {}): number {
  if (!Number.isSafeInteger(value) || !within(value as number, bounds)) {
    throw refused(name, `an integer${boundsText(bounds)}`, value);
  }
  return value as number;
}

function number(name: string, value: unknown, bounds: NumberBounds = {}): number {
  if (!Number.isFinite(value) || !within(value as number, bounds)) {
    throw refused(name, `a finite number${boundsText(bounds)}`, value);
  }
  return value as number;
}

function oneOf<const Choice extends string | number | boolean>(
  name: string,
  value: unknown,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const listed = choices.map(describeValue).join(', ');
  const names = choices.filter((choice) => typeof choice === 'string');
  const hint = typeof value === 'string' ? didYouMean(value, names) : '';
  throw refused(name, `one of ${listed}`, value, hint);
}

function boolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw refused(name, 'true or false', value);
  return value;
}

function string(
  name: string,
  value: unknown,
  { nonEmpty = false }: { readonly nonEmpty?: boolean | undefined } = {},
): string {
  if (typeof value !== 'string' || (nonEmpty && value === '')) {
    throw refused(name, nonEmpty ? 'a string with at least one character' : 'a string', value);
  }
  return value;
}

/** Refuses options that are not an object, or that have a key nobody reads: most often a typo. */
function knownKeys<Options extends object>(
  typeName: string,
  options: Options,
  keys: readonly string[],
): Options {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw refused(typeName, 'an object of options', options);
  }
  for (const key of Object.keys(options)) {
    if (keys.includes(key)) continue;
    const hint = didYouMean(key, keys) || ` It takes: ${keys.join(', ') || 'nothing'}.`;
    throw new InvalidInputError(`${typeName} has no option ${describeValue(key)}.${hint}`, {
      argument: key,
      given: (options as Record<string, unknown>)[key],
    });
  }
  return options;
}

function within(value: number, { min, max, above }: NumberBounds): boolean {
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above)
  );
}

function boundsText({ min, max, above }: NumberBounds): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  const parts = [
    min === undefined ? '' : ` of at least ${min}`,
    above === undefined ? '' : ` greater than ${above}`,
    max === undefined ? '' : ` of at most ${max}`,
  ];
  return parts.filter((part) => part !== '').join(' and');
}

function didYouMean(given: string, names: readonly string[]): string {
  const nearest = nearestNames(given, names, 1)[0];
  return nearest === undefined ? '' : ` Did you mean ${describeValue(nearest)}?`;
}

function refused(name: string, expected: string, given: unknown, hint = ''): InvalidInputError {
  return new InvalidInputError(
    `${name} must be ${expected}, but was ${describeValue(given)}.${hint}`,
    { argument: name, given },
  );
}
