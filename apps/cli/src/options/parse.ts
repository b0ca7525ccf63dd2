import { InvalidArgumentError } from 'commander';

/** A parser of whole numbers, for commander. */
export function integer({
  min,
  max,
}: {
  min?: number;
  max?: number;
} = {}): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const fits = value >= (min ?? -Infinity) && value <= (max ?? Infinity);
    if (text.trim() !== '' && Number.isSafeInteger(value) && fits) return value;
    throw new InvalidArgumentError(`It must be a whole number${bounds(min, max)}.`);
  };
}

/** A parser of numbers. */
export function number({
  min,
  max,
  above,
}: {
  min?: number;
  max?: number;
  above?: number;
} = {}): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const fits =
      value >= (min ?? -Infinity) && value <= (max ?? Infinity) && value > (above ?? -Infinity);
    if (text.trim() !== '' && Number.isFinite(value) && fits) return value;
    const more = above === undefined ? bounds(min, max) : ` greater than ${above}`;
    throw new InvalidArgumentError(`It must be a number${more}.`);
  };
}

/** A parser of regular expressions that match words. */
export function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'gu');
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}

function bounds(min?: number, max?: number): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  return min === undefined ? '' : ` of at least ${min}`;
}
