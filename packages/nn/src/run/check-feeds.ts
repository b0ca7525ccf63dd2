import { describeValue, InvalidInputError, nearestNames } from '@tovec/core';
import type { Dimension } from '../network/dimension.js';
import type { TensorData } from '../network/tensor-data.js';
import { arrayTypeOf, type ElementType } from '../onnx/element-types.js';
import type { WireTensor } from './worker/protocol.js';

/** What an input or an output holds, and in which shape; undefined where nothing is said of it. */
export interface ValueSpec {
  readonly type: ElementType | undefined;
  readonly shape: readonly Dimension[] | undefined;
}

/**
 * Checks what a network is fed: every input is there, of its type and its shape, and axes of one name
 * have one length.
 *
 * @returns what of it is needed, ready to be sent
 */
export function checkFeeds(
  inputs: ReadonlyMap<string, ValueSpec>,
  needed: Iterable<string>,
  feeds: Readonly<Record<string, TensorData>>,
): Record<string, WireTensor> {
  if (typeof feeds !== 'object' || feeds === null) {
    throw refused('feeds', `must be an object of tensors by name, but was ${describeValue(feeds)}`);
  }
  const unknown = Object.keys(feeds).find((name) => !inputs.has(name));
  if (unknown !== undefined) {
    const nearest = nearestNames(unknown, inputs.keys(), 1)[0] ?? [...inputs.keys()].join(', ');
    throw refused(unknown, `is none of the inputs. There is: ${nearest}`);
  }
  const lengths = new Map<string, { readonly length: number; readonly input: string }>();
  const checked: Record<string, WireTensor> = {};
  for (const name of needed) {
    const tensor = feeds[name];
    if (tensor === undefined) throw refused(name, 'is missing');
    const spec = inputs.get(name)!;
    checkShape(name, tensor, spec.shape, lengths);
    checked[name] = { type: checkData(name, tensor, spec.type), ...wire(tensor) };
  }
  return checked;
}

function checkData(name: string, { data, shape }: TensorData, type?: ElementType): ElementType {
  const array = type === undefined ? undefined : arrayTypeOf(type);
  if (type === undefined || array === undefined) {
    throw refused(name, `has the element type ${type ?? '(unknown)'}, which cannot be given here`);
  }
  if (!(data instanceof array)) {
    throw refused(name, `holds ${type}: give a ${array.name}, not ${describeValue(data)}`);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (data.length !== size) {
    const given = `[${shape.join(', ')}] needs ${size} numbers, but has ${data.length}`;
    throw refused(name, `of shape ${given}`);
  }
  return type;
}

function checkShape(
  name: string,
  tensor: TensorData,
  wanted: readonly Dimension[] | undefined,
  lengths: Map<string, { readonly length: number; readonly input: string }>,
): void {
  const shape = tensor?.shape;
  const isLength = (length: unknown) => Number.isSafeInteger(length) && (length as number) >= 0;
  if (!Array.isArray(shape) || !shape.every(isLength)) {
    throw refused(name, `must have a shape of whole numbers, but it was ${describeValue(shape)}`);
  }
  if (wanted === undefined) return;
  const text = `takes [${wanted.join(', ')}], but was given [${shape.join(', ')}]`;
  if (shape.length !== wanted.length) throw refused(name, text);
  for (const [axis, length] of shape.entries()) {
    const expected = wanted[axis]!;
    if (typeof expected === 'number') {
      if (length !== expected) throw refused(name, text);
    } else if (expected !== '?') {
      const known = lengths.get(expected);
      if (known !== undefined && known.length !== length) {
        throw refused(name, `${text}; '${expected}' is ${known.length} in '${known.input}'`);
      }
      lengths.set(expected, { length, input: name });
    }
  }
}

function wire({ data, shape }: TensorData): Pick<WireTensor, 'data' | 'dims'> {
  return { data, dims: shape };
}

function refused(name: string, what: string): InvalidInputError {
  return new InvalidInputError(
    name === 'feeds' ? `feeds ${what}.` : `The input '${name}' ${what}.`,
    {
      argument: name,
    },
  );
}
