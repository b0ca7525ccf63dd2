import { check } from '../check.js';
import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import type { Encoder } from './encoder.js';

/**
 * Refuses what is not an encoder of specification v1.
 *
 * @throws InvalidInputError naming the first field that is missing or wrong
 * @throws UnsupportedError for another specification version
 */
export function checkEncoder(value: unknown): asserts value is Encoder<never> {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidInputError(
      `encoder must be an encoder, as defineEncoder makes them, but was ${describeValue(value)}.`,
      { argument: 'encoder', given: value },
    );
  }
  const encoder = value as { readonly [Field in keyof Encoder]?: unknown };
  const { specificationVersion: version } = encoder;
  if (version !== undefined && version !== 'v1') {
    throw new UnsupportedError(
      `The encoder follows specification ${describeValue(version)}, this @tovec/core knows 'v1'. ` +
        'Install versions of both that fit together.',
    );
  }
  check.oneOf('encoder.specificationVersion', version, ['v1']);
  check.string('encoder.id', encoder.id, { nonEmpty: true });
  check.string('encoder.modality', encoder.modality, { nonEmpty: true });
  check.integer('encoder.dimensions', encoder.dimensions, { min: 1 });
  checkFunction('encoder.doEncode', encoder.doEncode);
  if (encoder.cost !== undefined) checkFunction('encoder.cost', encoder.cost);
  if (encoder.dispose !== undefined) checkFunction('encoder.dispose', encoder.dispose);
  checkLimits(fieldsOf('encoder.limits', encoder.limits));
  checkCapabilities(fieldsOf('encoder.capabilities', encoder.capabilities));
}

function checkLimits({ maxBatch, concurrent, maxBatchCost }: Fields): void {
  // Infinity says that any number will do.
  if (maxBatch !== Infinity) check.integer('encoder.limits.maxBatch', maxBatch, { min: 1 });
  check.boolean('encoder.limits.concurrent', concurrent);
  if (maxBatchCost !== undefined && maxBatchCost !== Infinity) {
    check.number('encoder.limits.maxBatchCost', maxBatchCost, { above: 0 });
  }
}

function checkCapabilities({ deterministic, missing, roles }: Fields): void {
  check.boolean('encoder.capabilities.deterministic', deterministic);
  check.oneOf('encoder.capabilities.missing', missing, ['throw', 'compose', 'report']);
  if (roles === undefined) return;
  if (!Array.isArray(roles)) {
    throw new InvalidInputError(
      `encoder.capabilities.roles must be an array, but was ${describeValue(roles)}.`,
      { argument: 'encoder.capabilities.roles', given: roles },
    );
  }
  for (const role of roles) check.oneOf('encoder.capabilities.roles', role, ['query', 'document']);
}

interface Fields {
  readonly [field: string]: unknown;
}

function fieldsOf(name: string, value: unknown): Fields {
  if (typeof value === 'object' && value !== null) return value as Fields;
  throw new InvalidInputError(`${name} must be an object, but was ${describeValue(value)}.`, {
    argument: name,
    given: value,
  });
}

function checkFunction(name: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw new InvalidInputError(`${name} must be a function, but was ${describeValue(value)}.`, {
    argument: name,
    given: value,
  });
}
