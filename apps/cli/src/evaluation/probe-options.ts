import type { ProbeOptions } from '@tovec/eval';
import { type Command, InvalidArgumentError } from 'commander';
import { integer, number } from '../options/parse.js';

/** What every linear probe can be told, as its code names it. */
export interface LinearProbeRunOptions {
  readonly c?: NonNullable<ProbeOptions['c']>;
  readonly standardize?: boolean;
  readonly tolerance: number;
  readonly iterations: number;
}

/** Options of a logistic regression. */
export function addLinearProbeOptions(command: Command): void {
  command
    .optionsGroup('Probe:')
    .option(
      '--c <values>',
      'inverse regularisation: a number, some between commas to choose from, or cv (default: 1)',
      parseC,
    )
    .option('--tolerance <t>', 'when a probe is trained', number({ above: 0 }), 1e-4)
    .option('--iterations <n>', 'steps at most', integer({ min: 1 }), 1000);
}

export function linearProbeOptions({
  c,
  standardize,
  tolerance,
  iterations,
}: LinearProbeRunOptions) {
  return { c, standardize, tolerance, iterations };
}

function parseC(text: string): NonNullable<ProbeOptions['c']> {
  if (text === 'cv') return 'cross-validation';
  const values = text.split(',').map(Number);
  if (text === '' || !values.every((value) => Number.isFinite(value) && value > 0)) {
    throw new InvalidArgumentError('It must be a number greater than 0, some of them, or cv.');
  }
  return values.length === 1 ? values[0]! : values;
}
