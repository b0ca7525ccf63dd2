// Rows that stay as they are: those of a model to which something is added. A step works on copies of
// them, made anew each time, so that the loops need not know which of their rows may learn.
import {
  copiesAt, contextCapacity, frozenInputEnd, frozenOutputEnd, frozenTreeEnd, inputTable, outputTable,
  outputRowBytes, rowBytes, treeTable,
} from './run';

/** The input row of an id, or a copy where it is frozen: one for each place of the list of contexts. */
// @ts-ignore: decorator
@inline
export function inputRow(id: u32, place: u32): usize {
  const row = inputTable + <usize>id * rowBytes;
  return row < frozenInputEnd ? copy(row, copiesAt() + <usize>place * rowBytes, rowBytes) : row;
}

/** The output row of an id, or a copy: one for each place of the list of outputs. */
// @ts-ignore: decorator
@inline
export function outputRow(id: u32, place: u32): usize {
  const row = outputTable + <usize>id * outputRowBytes;
  return row < frozenOutputEnd ? copyOfOutput(row, place) : row;
}

/** The row of an inner node of the Huffman tree, or a copy. */
// @ts-ignore: decorator
@inline
export function treeRow(node: u32, place: u32): usize {
  const row = treeTable + <usize>node * outputRowBytes;
  return row < frozenTreeEnd ? copyOfOutput(row, place) : row;
}

function copyOfOutput(row: usize, place: u32): usize {
  const outputs = copiesAt() + <usize>contextCapacity * rowBytes;
  return copy(row, outputs + <usize>place * outputRowBytes, outputRowBytes);
}

function copy(row: usize, to: usize, bytes: usize): usize {
  memory.copy(to, row, bytes);
  return to;
}
