import {
  check,
  decodeUtf8,
  ModelFileError,
  type OpenSourceOptions,
  openSource,
  type Source,
} from '@tovec/core';

export interface ReadDatasetOptions extends OpenSourceOptions {
  /** What to call the dataset in results; default: the file's name. */
  readonly name?: string | undefined;
}

/** Lines longer than this are in no dataset of words, but in a file given by mistake: a model, say. */
const mostWordLineBytes = 10_000;
const newline = 0x0a;

/** Takes one line of a dataset; `fail` makes the error that says where it stands. */
export type TakeLine = (text: string, fail: (problem: string) => ModelFileError) => void;

/** How a file of lines is read, where that is not as usual. */
export interface LineRules {
  /** Called for an empty line, where those mean something. */
  readonly takeBlank?: (() => void) | undefined;
  /** How long a line may be; default 10,000 bytes. */
  readonly mostLineBytes?: number | undefined;
  /** Whether lines that start with `#` or `//` are passed over; default true. */
  readonly comments?: boolean | undefined;
}

/** What is left to know when all lines have been taken. */
export interface DatasetEnd {
  readonly name: string;
  readonly sha256: string;
  /** The error for a file that has too little in it. */
  fail(problem: string): ModelFileError;
}

/**
 * Reads a text file line by line, without blanks at both ends, empty lines and comments (lines that
 * start with `#` or `//`). A byte order mark is passed over; bytes that are not UTF-8 survive.
 */
export async function readDatasetLines(
  source: Source,
  { name, ...options }: ReadDatasetOptions,
  take: TakeLine,
  { takeBlank, mostLineBytes = mostWordLineBytes, comments = true }: LineRules = {},
): Promise<DatasetEnd> {
  if (name !== undefined) check.string('name', name, { nonEmpty: true });
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  await using reader = await openSource(source, options);
  const file = reader.name;
  let line = 0;
  const checkLength = ({ length }: Uint8Array, at: number) => {
    if (length <= mostLineBytes) return;
    throw new ModelFileError(
      `the line is longer than ${mostLineBytes} bytes; this is no dataset${mostLineBytes === mostWordLineBytes ? ' of words' : ''}`,
      { file, line: at },
    );
  };
  const takeLine = (bytes: Uint8Array) => {
    line++;
    const at = line;
    checkLength(bytes, at);
    const text = decodeUtf8(bytes).replace(line === 1 ? /^\uFEFF/ : '', '');
    const trimmed = text.replace(/^[ \t\v\f\r]+|[ \t\v\f\r]+$/g, '');
    if (trimmed === '') takeBlank?.();
    const isComment = comments && (trimmed.startsWith('#') || trimmed.startsWith('//'));
    if (trimmed === '' || isComment) return;
    take(trimmed, (problem) => new ModelFileError(problem, { file, line: at }));
  };

  let rest = new Uint8Array(0);
  const chunk = new Uint8Array(1 << 16);
  for (;;) {
    const count = await reader.read(chunk);
    if (count === 0) break;
    hash.update(chunk.subarray(0, count));
    const bytes = new Uint8Array(rest.length + count);
    bytes.set(rest);
    bytes.set(chunk.subarray(0, count), rest.length);
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(newline, start);
      if (end < 0) break;
      takeLine(bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    checkLength(rest, line + 1);
  }
  if (rest.length > 0) takeLine(rest);
  return {
    name: name ?? baseName(file),
    sha256: hash.digest('hex'),
    fail: (problem) => new ModelFileError(problem, { file }),
  };
}

/** The last part of a path. */
export function baseName(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}
