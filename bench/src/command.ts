import { parseArgs } from 'node:util';

/** One benchmark of `pnpm bench`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  run(args: readonly string[], context: CommandContext): Promise<void>;
}

/** What every command is given. */
export interface CommandContext {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly tovecVersion: Readonly<Record<string, unknown>>;
  /** A path that the user gave, from where they are. */
  resolve(path: string): string;
  /** Where a result goes, which `--out` decides if it is there. */
  resultPath(name: string, out: string | undefined): string;
}

/** Wrong usage: its message is all there is to say. */
export class UsageError extends Error {}

/** Reads the options of a command. */
export function parseOptions<Kinds extends Record<string, 'string' | 'boolean'>>(
  args: readonly string[],
  kinds: Kinds,
): {
  values: { [Name in keyof Kinds]?: Kinds[Name] extends 'boolean' ? boolean : string };
  positionals: string[];
} {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, type]) => [name, { type }] as const),
  );
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    return parsed as ReturnType<typeof parseOptions<Kinds>>;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A number that an option gives. */
export function number(
  option: string,
  given: string | undefined,
  otherwise: number,
  { min, whole = false }: { min: number; whole?: boolean },
): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  const isRight = whole ? Number.isInteger(value) : Number.isFinite(value);
  if (given.trim() !== '' && isRight && value >= min) return value;
  const kind = whole ? 'whole number' : 'number';
  throw new UsageError(`--${option} is a ${kind}, at least ${min}, but '${given}' was given`);
}

/** Some of `all`, which an option names with commas between them; all of them when it is absent. */
export function choices<Name extends string>(
  option: string,
  given: string | undefined,
  all: readonly Name[],
): ReadonlySet<Name> {
  if (given === undefined) return new Set(all);
  const names = given.split(',').map((name) => name.trim());
  for (const name of names) {
    if ((all as readonly string[]).includes(name)) continue;
    throw new UsageError(`--${option} takes ${all.join(', ')}, but '${name}' was given`);
  }
  return new Set(names as Name[]);
}
