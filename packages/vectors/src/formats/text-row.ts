import { ModelFileError } from '@tovec/core';
import { asciiOf, NumberScanner, space, tab } from './number-scanner.js';

const scanner = new NumberScanner();

/** Where a row stands, for messages. */
export interface RowPlace {
  readonly file: string;
  readonly line: number;
}

/**
 * Reads one line of a text file, `bytes[start…end]`: a name, then `dimensions` numbers into
 * `values` from `to` on. The name is whatever stands before the last `dimensions` fields, blanks
 * included (as in glove.840B), without the one blank between.
 *
 * @returns where the name ends
 */
export function readTextRow(
  bytes: Uint8Array,
  start: number,
  end: number,
  values: Float32Array,
  to: number,
  dimensions: number,
  place: RowPlace,
): number {
  const last = trimEnd(bytes, start, end);
  let nameEnd = start;
  while (nameEnd < last && !isBlank(bytes[nameEnd]!)) nameEnd++;
  // Two blanks in a row: one is of the name, so the numbers must be counted from the end.
  const oneBlank = nameEnd + 1 < last && !isBlank(bytes[nameEnd + 1]!);
  if (oneBlank && readNumbers(bytes, nameEnd, last, values, to, dimensions)) return nameEnd;

  const numbersAt = lastFieldsStart(bytes, start, last, dimensions);
  if (numbersAt < 0) throw wrongLength(bytes, start, last, dimensions, place);
  nameEnd = numbersAt - 1;
  if (!readNumbers(bytes, nameEnd, last, values, to, dimensions)) {
    const count = trailingNumbers(bytes, start, last);
    throw count < dimensions && fieldCount(bytes, start, last) <= dimensions + 1
      ? notNumeric(bytes, nameEnd, last, place)
      : wrongLength(bytes, start, last, dimensions, place);
  }
  // `b 1 2 3` where two numbers were promised: a row that is too long, not the name `b 1`.
  if (endsInNumber(bytes, start, nameEnd)) {
    throw wrongLength(bytes, start, last, dimensions, place);
  }
  return nameEnd;
}

/** How many fields at the end of a line are numbers; the first field counts as the name. */
export function trailingNumbers(bytes: Uint8Array, start: number, end: number): number {
  const last = trimEnd(bytes, start, end);
  let count = 0;
  let fieldEnd = last;
  for (;;) {
    let fieldStart = fieldEnd;
    while (fieldStart > start && !isBlank(bytes[fieldStart - 1]!)) fieldStart--;
    if (fieldStart <= start) return count;
    scanner.scan(bytes, fieldStart, fieldEnd);
    if (scanner.position !== fieldEnd || fieldStart === fieldEnd) return count;
    count++;
    fieldEnd = fieldStart - 1;
    while (fieldEnd > start && isBlank(bytes[fieldEnd - 1]!)) fieldEnd--;
  }
}

/** Whether a name of several fields ends in one that is a number: it would not be read back. */
export function endsInNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let fieldStart = end;
  while (fieldStart > start && !isBlank(bytes[fieldStart - 1]!)) fieldStart--;
  if (fieldStart === start || fieldStart === end) return false;
  // `nan` and `inf` may well be words.
  return Number.isFinite(scanner.scan(bytes, fieldStart, end)) && scanner.position === end;
}

export function isBlank(byte: number): boolean {
  return byte === space || byte === tab;
}

/** Whether all of `bytes[at…end]` is `count` numbers between blanks; puts them into `values`. */
function readNumbers(
  bytes: Uint8Array,
  from: number,
  end: number,
  values: Float32Array,
  to: number,
  count: number,
): boolean {
  let at = from;
  for (let number = 0; number < count; number++) {
    while (at < end && isBlank(bytes[at]!)) at++;
    if (at === end) return false;
    values[to + number] = scanner.scan(bytes, at, end);
    at = scanner.position;
    if (at < 0) return false;
  }
  return at === end;
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && (isBlank(bytes[last - 1]!) || bytes[last - 1] === 0x0d)) last--;
  return last;
}

/** Where the last `count` fields start, or -1 when there is no blank and name before them. */
function lastFieldsStart(bytes: Uint8Array, start: number, end: number, count: number): number {
  let at = end;
  for (let field = 0; field < count; field++) {
    if (field > 0) while (at > start && isBlank(bytes[at - 1]!)) at--;
    while (at > start && !isBlank(bytes[at - 1]!)) at--;
    if (at === start) return -1;
  }
  return at;
}

function fieldCount(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (!isBlank(bytes[at]!) && (at === start || isBlank(bytes[at - 1]!))) count++;
  }
  return count;
}

function wrongLength(
  bytes: Uint8Array,
  start: number,
  end: number,
  dimensions: number,
  { file, line }: RowPlace,
): ModelFileError {
  const count = trailingNumbers(bytes, start, end);
  const found = end === start ? 'the line is empty' : `the row has ${count} numbers`;
  return new ModelFileError(`${found}, but ${dimensions} were expected`, {
    ...{ file, line },
  });
}

function notNumeric(
  bytes: Uint8Array,
  from: number,
  end: number,
  { file, line }: RowPlace,
): ModelFileError {
  for (let at = from, field = 1; at < end; field++) {
    while (at < end && isBlank(bytes[at]!)) at++;
    const fieldStart = at;
    while (at < end && !isBlank(bytes[at]!)) at++;
    scanner.scan(bytes, fieldStart, at);
    if (scanner.position !== at) {
      const text = asciiOf(bytes, fieldStart, Math.min(at, fieldStart + 40));
      const shown = JSON.stringify(text) + (at > fieldStart + 40 ? '…' : '');
      return new ModelFileError(`number ${field} of the row is ${shown}, which is no number`, {
        ...{ file, line },
      });
    }
  }
  return new ModelFileError('the row cannot be read', { file, line });
}
