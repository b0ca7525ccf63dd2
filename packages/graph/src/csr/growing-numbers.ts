type Numbers = Uint32Array | Float32Array | Uint8Array;

/** A typed array that grows as numbers are added. */
export class GrowingNumbers<Values extends Numbers> {
  #values: Values;
  #length = 0;

  constructor(private readonly allocate: (length: number) => Values) {
    this.#values = allocate(1 << 12);
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = this.allocate(this.#length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** What there is, as a view. */
  values(): Values {
    return this.#values.subarray(0, this.#length) as Values;
  }
}
