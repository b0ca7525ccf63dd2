import { inspect, stripVTControlCharacters } from 'node:util';
import {
  EncoderError,
  InvalidInputError,
  MissingDependencyError,
  MissingItemError,
  ModelFileError,
  SourceError,
  UnsupportedError,
} from '@tovec/core';
import { CommanderError } from 'commander';
import { Interrupted } from './interrupt.js';

/** The command was written wrongly, in a way that only the command itself can tell. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Errors that say what the user can do about them. */
const expected = [
  EncoderError,
  InvalidInputError,
  MissingDependencyError,
  MissingItemError,
  ModelFileError,
  SourceError,
  UnsupportedError,
];

/**
 * 0 done (help was asked for), 1 failed, 2 wrong usage, 130 interrupted.
 *
 * @param optionNames the options of the command: when the library refuses the value of one, that is
 *   wrong usage as well
 */
export function exitCodeOf(error: unknown, optionNames: readonly string[]): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof UsageError) return 2;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (InvalidInputError.isInstance(error)) {
    const [option = ''] = error.argument?.split('.') ?? [];
    return optionNames.includes(option) ? 2 : 1;
  }
  return 1;
}

/**
 * One line on stderr; with `debug` the stack and the causes as well.
 *
 * @param optionNames the options of the command, which are written otherwise in code
 */
export function printError(
  error: unknown,
  debug: boolean,
  optionNames: readonly string[] = [],
): void {
  // Commander has printed its own, see program.ts.
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`${asTyped(errorLine(error), optionNames)}\n`);
  }
  if (debug) process.stderr.write(`${inspect(error)}\n`);
}

/** An error as one line, and as plain text: names of items may hold anything. */
function errorLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const known =
    error instanceof Interrupted ||
    error instanceof UsageError ||
    expected.some((type) => type.isInstance(error)) ||
    typeof (error as NodeJS.ErrnoException | null)?.code === 'string';
  const hint = known ? '' : ' (this should not happen; --debug shows where it did)';
  return `error: ${oneLine(message)}${hint}`;
}

/** The message of a library with its options as they are typed: minCount as --min-count. */
function asTyped(message: string, optionNames: readonly string[]): string {
  const names = optionNames.filter((name) => /[A-Z]/.test(name));
  if (names.length === 0) return message;
  return message.replace(
    new RegExp(`\\b(${names.join('|')})\\b(: true|: '(\\w+)')?`, 'g'),
    (_, name: string, _value, value?: string) =>
      `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}${value ? ` ${value}` : ''}`,
  );
}

/** Text without line ends and control characters. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
}
