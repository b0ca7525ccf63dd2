import type { PixelAxis } from './axis.js';
import type { PixelPicture } from './resample.js';
import type { PixelWorkspace } from './workspace.js';

/** About what stays in a second-level cache beside what is made of it. */
const stripBytes = 1 << 18;

/** A few rows of a picture at a time, in the memory of a workspace. */
export class SourceStrips {
  readonly address: number;
  readonly stride: number;
  /** The column of the picture that each row here begins with. */
  readonly left: number;
  /** The most rows of a strip. */
  readonly rows: number;
  private readonly whole: boolean;

  /** @param least so many rows there are at least */
  constructor(
    private readonly workspace: PixelWorkspace,
    private readonly picture: PixelPicture,
    { first, end }: PixelAxis,
    least: number,
  ) {
    // Whole rows are one copy, pieces of rows are many.
    this.whole = (end - first) * 2 > picture.width;
    this.left = this.whole ? 0 : first;
    this.stride = (this.whole ? picture.width : end - first) * 3;
    this.rows = Math.max(least, Math.floor(stripBytes / this.stride));
    this.address = workspace.room(this.rows * this.stride);
  }

  /** Brings the rows from `first` to before `end` in. */
  load(first: number, end: number): void {
    const { data, width } = this.picture;
    const bytes = new Uint8Array(this.workspace.memory.buffer);
    if (this.whole) {
      bytes.set(data.subarray(first * this.stride, end * this.stride), this.address);
      return;
    }
    for (let row = first; row < end; row++) {
      const start = (row * width + this.left) * 3;
      const to = this.address + (row - first) * this.stride;
      bytes.set(data.subarray(start, start + this.stride), to);
    }
  }
}
