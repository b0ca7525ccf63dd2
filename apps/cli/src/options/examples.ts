import type { Command } from 'commander';

/** A line as it is typed, and what it does. */
export type Example = readonly [line: string, what: string];

/** Adds examples to the help of a command. */
export function addExamples(command: Command, examples: readonly Example[]): void {
  const lines = examples.flatMap(([line, what]) => [
    `  ${what.endsWith('?') ? what : `${what}:`}`,
    `    $ ${line}`,
  ]);
  command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
