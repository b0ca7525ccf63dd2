import type { PixelAxis } from './axis.js';
import { SourceStrips } from './source-strips.js';
import type { PixelArea, PixelWorkspace } from './workspace.js';

/** Red, green and blue of each pixel, row by row. */
export interface PixelPicture {
  /** `height × width × 3` bytes. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What is to become of a picture. */
export interface PixelRegion {
  readonly across: PixelAxis;
  readonly down: PixelAxis;
  /** Whether columns are resampled before rows; default false. In between, numbers are rounded. */
  readonly downFirst?: boolean | undefined;
}

/** Resamples into the memory of the workspace, strip of the source by strip. */
export function resample(
  workspace: PixelWorkspace,
  picture: PixelPicture,
  { across, down, downFirst = false }: PixelRegion,
): PixelArea {
  const result = workspace.rows(down.count, across.count);
  if (down.weights !== undefined && (downFirst || across.weights === undefined)) {
    const columns = across.end - across.first;
    const middle = across.weights ? workspace.rows(down.count, columns) : result;
    resampleDown(workspace, picture, across, down, middle);
    if (across.weights) {
      const { starts, pairs, pairCount } = workspace.place(across.weights);
      workspace.kernel.resampleAcross(
        ...([middle.address, middle.stride, down.count, across.first] as const),
        ...([starts, pairs, pairCount, across.count, result.address, result.stride] as const),
      );
    }
    return result;
  }
  const rows = down.end - down.first;
  const middle = down.weights ? workspace.rows(rows, across.count) : result;
  resampleAcross(workspace, picture, across, down, middle);
  if (down.weights) {
    const { starts, pairs, pairCount } = workspace.place(down.weights);
    workspace.kernel.resampleDown(
      ...([middle.address, middle.stride, across.count * 3, down.first] as const),
      ...([starts, pairs, pairCount, down.count, result.address, result.stride] as const),
    );
  }
  return result;
}

/** The rows of `down`, each resampled, or cut, on its own. */
function resampleAcross(
  workspace: PixelWorkspace,
  picture: PixelPicture,
  across: PixelAxis,
  down: PixelAxis,
  out: PixelArea,
): void {
  if (across.weights === undefined) {
    cut(workspace, picture, across, down, out);
    return;
  }
  const { starts, pairs, pairCount } = workspace.place(across.weights);
  const strips = new SourceStrips(workspace, picture, across, 1);
  for (let row = down.first; row < down.end; row += strips.rows) {
    const end = Math.min(down.end, row + strips.rows);
    strips.load(row, end);
    const to = out.address + (row - down.first) * out.stride;
    workspace.kernel.resampleAcross(
      ...([strips.address, strips.stride, end - row, strips.left] as const),
      ...([starts, pairs, pairCount, across.count, to, out.stride] as const),
    );
  }
}

/** The columns of `across`, each resampled on its own, as many rows of the result at a time as fit. */
function resampleDown(
  workspace: PixelWorkspace,
  picture: PixelPicture,
  across: PixelAxis,
  down: PixelAxis,
  out: PixelArea,
): void {
  const { starts, pairs, pairCount } = workspace.place(down.weights!);
  const firstOf = down.weights!.starts;
  const taps = pairCount * 2;
  const strips = new SourceStrips(workspace, picture, across, taps);
  const source = strips.address + (across.first - strips.left) * 3;
  const bytes = (across.end - across.first) * 3;
  for (let row = 0, end = 1; row < down.count; row = end++) {
    const top = firstOf[row]!;
    while (end < down.count && firstOf[end]! + taps - top <= strips.rows) end++;
    strips.load(top, Math.min(picture.height, firstOf[end - 1]! + taps));
    workspace.kernel.resampleDown(
      ...([
        source,
        strips.stride,
        bytes,
        top,
        starts + row * 4,
        pairs + row * pairCount * 8,
      ] as const),
      ...([pairCount, end - row, out.address + row * out.stride, out.stride] as const),
    );
  }
}

function cut(
  { memory }: PixelWorkspace,
  { data, width }: PixelPicture,
  across: PixelAxis,
  down: PixelAxis,
  out: PixelArea,
): void {
  const bytes = new Uint8Array(memory.buffer);
  for (let row = 0; row < down.count; row++) {
    const start = (down.first + row) * width;
    const pixels = data.subarray((start + across.first) * 3, (start + across.end) * 3);
    bytes.set(pixels, out.address + row * out.stride);
  }
}
