import { check } from '../check.js';
import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import type { EncoderProvider, Plugin } from './plugin.js';

const NAME = /^[a-z0-9]+([._-][a-z0-9]+)*$/i;

/** Refuses a name that could not stand in an id such as `word:word2vec`. */
export function checkName(argument: string, name: unknown): string {
  if (NAME.test(check.string(argument, name))) return name as string;
  throw new InvalidInputError(
    `${argument} must be letters and digits, with '-', '_' or '.' between them, but was ${describeValue(name)}.`,
    { argument, given: name },
  );
}

/**
 * Refuses what is not a plugin of specification v1.
 *
 * @throws InvalidInputError naming the first field that is missing or wrong
 * @throws UnsupportedError for another specification version
 */
export function checkPlugin(argument: string, value: unknown): asserts value is Plugin {
  const refuse = (expected: string, given: unknown) =>
    new InvalidInputError(`${argument} ${expected}, but was ${describeValue(given)}.`, {
      argument,
      given,
    });
  if (typeof value !== 'object' || value === null) {
    throw refuse('must be a plugin, as definePlugin makes them', value);
  }
  const { specificationVersion, name, encoders } = value as {
    readonly [Field in keyof Plugin]?: unknown;
  };
  if (specificationVersion !== 'v1') {
    if (specificationVersion === undefined) {
      throw refuse("must be a plugin with specificationVersion 'v1'", value);
    }
    throw new UnsupportedError(
      `${argument} follows specification ${describeValue(specificationVersion)}, this @tovec/core ` +
        "knows 'v1'. Install versions of both that fit together.",
    );
  }
  checkName(`${argument}.name`, name);
  if (typeof encoders !== 'object' || encoders === null) {
    throw refuse('.encoders must be an object of encoders by id', encoders);
  }
  for (const [id, provider] of Object.entries(encoders)) {
    checkName(`${argument}.encoders`, id);
    const { load, train } = (provider ?? {}) as Partial<EncoderProvider>;
    if (typeof load !== 'function') throw refuse(`.encoders.${id}.load must be a function`, load);
    if (train !== undefined && typeof train !== 'function') {
      throw refuse(`.encoders.${id}.train must be a function`, train);
    }
  }
}
