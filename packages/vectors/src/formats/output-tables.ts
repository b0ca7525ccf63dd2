import { ModelFileError, type ModelTensor, type TensorInfo } from '@tovec/core';

/** What further training needs beside the vectors; whatever a file does not have is undefined. */
export interface OutputTables {
  /** Output vectors of items, for negative sampling. */
  readonly output?: Float32Array | undefined;
  /** Vectors of the Huffman tree's inner nodes and an unused row, for hierarchical softmax. */
  readonly tree?: Float32Array | undefined;
  /** The counts of the items that the tree was made from. */
  readonly treeCounts?: Float64Array | undefined;
}

/** Their tensors in a model file. */
const names = { output: 'output', tree: 'tree', treeCounts: 'tree.counts' } as const;

/** Whether a tensor is one of them. */
export function isOutputTable({ name }: TensorInfo): boolean {
  return Object.values<string>(names).includes(name);
}

/** What a model file keeps of them. */
export function outputTableTensors(
  { output, tree, treeCounts }: OutputTables,
  dimensions: number,
): Record<string, ModelTensor> {
  const table = (values: Float32Array) =>
    tensor('F32', [values.length / dimensions, dimensions], values);
  return {
    ...(output && { [names.output]: table(output) }),
    ...(tree && { [names.tree]: table(tree) }),
    ...(treeCounts && { [names.treeCounts]: tensor('F64', [treeCounts.length], treeCounts) }),
  };
}

/**
 * The output tables of a model file.
 *
 * @throws ModelFileError when one of them is not of the size that the model's vectors ask for
 */
export function readOutputTables(
  tensors: Readonly<Record<string, ModelTensor>>,
  { size, dimensions }: { size: number; dimensions: number },
  file: string,
): OutputTables {
  const read = (name: string, dtype: 'F32' | 'F64', shape: readonly number[]) => {
    const found = tensors[name];
    if (found && (found.dtype !== dtype || String(found.shape) !== String(shape))) {
      throw new ModelFileError(
        `the tensor '${name}' is ${found.dtype} [${found.shape}]; ${dtype} [${shape}] is needed`,
        { file },
      );
    }
    return found && aligned(found.bytes);
  };
  const output = read(names.output, 'F32', [size, dimensions]);
  const tree = read(names.tree, 'F32', [size, dimensions]);
  const treeCounts = read(names.treeCounts, 'F64', [size]);
  return {
    output: output && floats(output),
    ...(tree && treeCounts && { tree: floats(tree), treeCounts: doubles(treeCounts) }),
  };
}

function tensor(dtype: 'F32' | 'F64', shape: number[], values: Float32Array | Float64Array) {
  const { buffer, byteOffset, byteLength } = values;
  return { dtype, shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

/** The bytes where larger numbers can be viewed. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}

function floats({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array {
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

function doubles({ buffer, byteOffset, byteLength }: Uint8Array): Float64Array {
  return new Float64Array(buffer, byteOffset, byteLength / 8);
}
