/** More than calls that overlap have inputs on their way. */
const KEPT = 4;

/**
 * Buffers that were on their way to the other thread and have come back. Large ones made anew for each
 * call would cost as much time as filling them, and as much memory as garbage waits to be collected.
 */
export class SpareBuffers {
  #buffers: ArrayBuffer[] = [];

  /** A buffer of this length, with anything in it. */
  take(byteLength: number): ArrayBuffer {
    const at = this.#buffers.findIndex((buffer) => buffer.byteLength === byteLength);
    return at < 0 ? new ArrayBuffer(byteLength) : this.#buffers.splice(at, 1)[0]!;
  }

  /** Keeps those that came last. */
  give(buffers: readonly ArrayBuffer[]): void {
    this.#buffers = [...this.#buffers, ...buffers].slice(-KEPT);
  }
}
