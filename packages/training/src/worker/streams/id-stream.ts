/** Ids to train on, in units that workers take one at a time. */
export interface IdStream {
  /** Units of one epoch. */
  readonly units: number;
  /**
   * Writes the ids of a unit from `offset` on into the worker's buffer, as many as some ten
   * milliseconds of training take; undefined at the unit's end. What it writes depends on epoch, unit
   * and offset alone, so a position is all that is needed to go on from.
   */
  fill(epoch: number, unit: number, offset: number): Slice | undefined;
  close(): void;
}

/** What a stream has written. */
export interface Slice {
  /** Ids, ends of sentences among them. */
  readonly count: number;
  /** The offset of what follows. */
  readonly next: number;
  /** Tokens that were reckoned with and are not there: the learning rate falls as if they were. */
  readonly missing?: number | undefined;
}
