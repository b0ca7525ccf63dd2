import { combinePair, type PairOperator, pairDimensions } from '@tovec/vectors';
import type { EmbeddedItems } from '../encoding/embed-items.js';
import { DenseFeatures } from '../probe/features.js';

/** Pairs as rows: the vector of each is made when it is asked for, since there may be very many. */
export class PairFeatures extends DenseFeatures {
  private readonly into: Float32Array;

  constructor(
    private readonly operator: PairOperator,
    private readonly embedded: EmbeddedItems,
    /** The rows of the two nodes of each pair. */
    private readonly pairs: readonly (readonly [a: number, b: number])[],
  ) {
    super(new Float32Array(0), pairs.length, pairDimensions(operator, embedded.dimensions));
    this.into = new Float32Array(this.dimensions);
  }

  /** The vector of a pair, in the same array every time. */
  override row(row: number): Float32Array {
    const [a, b] = this.pairs[row]!;
    return combinePair(this.operator, this.embedded.row(a), this.embedded.row(b), this.into);
  }
}
