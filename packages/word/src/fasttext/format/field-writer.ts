/** Puts the fields of a fastText file one behind the other, little-endian. */
export class FieldWriter {
  private readonly view: DataView;
  private at = 0;

  constructor(size: number) {
    this.view = new DataView(new ArrayBuffer(size));
  }

  uint8(value: number): this {
    this.view.setUint8(this.at++, value);
    return this;
  }

  int32(value: number): this {
    this.view.setInt32(this.at, value, true);
    this.at += 4;
    return this;
  }

  /** A whole number of up to 2⁵³, in 64 bits. */
  int64(value: number): this {
    return this.int32(value | 0).int32(Math.floor(value / 2 ** 32));
  }

  float64(value: number): this {
    this.view.setFloat64(this.at, value, true);
    this.at += 8;
    return this;
  }

  raw(bytes: Uint8Array): this {
    new Uint8Array(this.view.buffer).set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.view.buffer, 0, this.at);
  }
}
