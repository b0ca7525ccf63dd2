/**
 * A file of co-occurrences is a safetensors file that holds the matrix in compressed rows (CSR), as
 * SciPy's `csr_matrix((values, columns, offsets))` takes them:
 *
 * | tensor | | |
 * |---|---|---|
 * | `offsets` | U64 [words + 1] | where each row begins among the entries, and where the last one ends |
 * | `counts` | F64 [words] | how often each word occurs |
 * | `columns` | U32 [entries] | rising within a row |
 * | `values` | F32 [entries] | all above 0 |
 * | `items.offsets`, `items.utf8` | U32, U8 | the words, as in a model file |
 * | `crc32` | U32 [6] | checksums of the others, in this order |
 *
 * Metadata: `tovec.cooccurrences` is the version of this format, `settings` and `report` are JSON.
 */
export const formatKey = 'tovec.cooccurrences';
export const formatVersion = '1';

/** The tensors in the order of their checksums. */
export const checkedTensors = [
  ['offsets', 'U64'],
  ['counts', 'F64'],
  ['columns', 'U32'],
  ['values', 'F32'],
  ['items.offsets', 'U32'],
  ['items.utf8', 'U8'],
] as const;
