/** A decoded picture: eight bits for red, green and blue, pixel by pixel, row by row. */
export interface Picture {
  /** `height × width × 3` bytes. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
