import type { Command } from 'commander';
import { UsageError } from '../errors.js';

/**
 * Refuses options that would be passed over without a word; those with their default are not meant.
 *
 * @param isIdle whether an option, by its name in code, does nothing here
 * @param reason what follows the option in the message: `is for …`
 */
export function refuseGiven(
  command: Command,
  isIdle: (name: string) => boolean,
  reason: string,
): void {
  const given = command.options.find((option) => {
    const name = option.attributeName();
    return isIdle(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (given) throw new UsageError(`${given.long} ${reason}`);
}
