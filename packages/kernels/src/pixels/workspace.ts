import { pixelsWasm } from '../generated/pixels.js';
import { ensureMemory } from '../memory.js';
import { instantiate, lazyModule } from '../modules.js';
import type { PackedWeights } from './axis.js';

/** What assembly/pixels.ts exports. Addresses and strides are in bytes. */
interface PixelsKernel {
  resampleAcross(
    ...args: [
      ...[source: number, sourceStride: number, rows: number, left: number],
      ...[starts: number, pairs: number, pairCount: number, columns: number],
      ...[out: number, outStride: number],
    ]
  ): void;
  resampleDown(
    ...args: [
      ...[source: number, sourceStride: number, bytes: number, top: number],
      ...[starts: number, pairs: number, pairCount: number, rows: number],
      ...[out: number, outStride: number],
    ]
  ): void;
  lookUp(
    ...args: [
      ...[pixels: number, stride: number, rows: number, columns: number, tables: number],
      ...[red: number, green: number, blue: number, pixelStep: number, rowStep: number],
    ]
  ): void;
}

/** Rows of pixels in the memory of a workspace. */
export interface PixelArea {
  readonly address: number;
  readonly stride: number;
}

/** Weights in the memory of a workspace. */
export interface PlacedWeights {
  readonly starts: number;
  readonly pairs: number;
  readonly pairCount: number;
}

/** What the kernel may read and write behind an area. */
const slack = 32;

/** A workspace that a huge picture made larger than this is let go. */
const keptBytes = 1 << 25;

const pixelsModule = /* @__PURE__ */ lazyModule(pixelsWasm);
let kept: PixelWorkspace | undefined;

/**
 * Memory for one picture after the other, and the kernel on it. It is this thread's alone, so unlike that
 * of other kernels it is not shared, which makes copying fast.
 */
export class PixelWorkspace {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
  readonly kernel = instantiate<PixelsKernel>(pixelsModule(), this.memory);
  private end = 0;

  /** The workspace of this thread, everything in it free. */
  static take(): PixelWorkspace {
    if (kept === undefined || kept.memory.buffer.byteLength > keptBytes)
      kept = new PixelWorkspace();
    kept.end = 64;
    return kept;
  }

  /** Lets go of what is larger than most pictures need. */
  static release(): void {
    if (kept !== undefined && kept.memory.buffer.byteLength > keptBytes) kept = undefined;
  }

  /** Room for so many bytes. Views of the memory made before are void. */
  room(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes + slack) / 64) * 64;
    ensureMemory(this.memory, this.end);
    return address;
  }

  /** Room for rows of pixels, and for one more, which is never looked at. */
  rows(count: number, columns: number): PixelArea {
    const stride = Math.ceil((columns * 3 + 1) / 16) * 16;
    return { address: this.room((count + 1) * stride), stride };
  }

  place({ starts, pairs, pairCount }: PackedWeights): PlacedWeights {
    const startsAt = this.room(starts.byteLength);
    const pairsAt = this.room(pairs.byteLength);
    new Int32Array(this.memory.buffer, startsAt).set(starts);
    new Int16Array(this.memory.buffer, pairsAt).set(pairs);
    return { starts: startsAt, pairs: pairsAt, pairCount };
  }
}
