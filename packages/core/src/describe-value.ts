/**
 * A value in a few words, for error messages: long strings are cut, containers are counted.
 *
 * @example
 * ```ts
 * import { describeValue } from '@tovec/core';
 *
 * console.log(describeValue('word'), describeValue([1, 2]), describeValue(undefined));
 * // 'word' an array of 2 undefined
 * ```
 */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return 'a function';
    case 'object':
      return describeObject(value);
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

function quote(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  const escaped = JSON.stringify(shown).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

function describeObject(value: object | null): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (ArrayBuffer.isView(value)) {
    const { length, byteLength } = value as unknown as { length?: number; byteLength: number };
    return `a ${kind} of ${length ?? byteLength}`;
  }
  if (value instanceof Error) return `an error (${value.message})`;
  return kind === 'Object' ? 'an object' : `a value of type ${kind}`;
}
