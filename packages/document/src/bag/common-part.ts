/** Directions of length 1 that all texts share: rows of a table. */
export interface CommonPart {
  readonly components: Float64Array;
  readonly dimensions: number;
}

/** Takes what lies in the directions out of every row, in place. */
export function removeCommonPart(
  vectors: Float32Array,
  { components, dimensions }: CommonPart,
): void {
  for (let row = 0; row < vectors.length; row += dimensions) {
    for (let at = 0; at < components.length; at += dimensions) {
      let along = 0;
      for (let d = 0; d < dimensions; d++) along += vectors[row + d]! * components[at + d]!;
      for (let d = 0; d < dimensions; d++) {
        vectors[row + d] = vectors[row + d]! - along * components[at + d]!;
      }
    }
  }
}
