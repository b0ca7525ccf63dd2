/** Vectors in a plane, by their two main components, with their classes. */
export interface VectorMap {
  readonly classes: readonly string[];
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    /** A place in `classes`: the first label of the item. */
    readonly class: number;
  }[];
  /** The share of all variance along each axis. */
  readonly explained: readonly [x: number, y: number];
  /** Items that there are; the points are some of them where they are many. */
  readonly items: number;
}
