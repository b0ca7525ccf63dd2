/**
 * The number for each byte: `tables` has 256 for red, then for green, then for blue. The first of each
 * go to `red`, `green` and `blue`, the next `pixelStep` bytes on, those of the next row `rowStep`.
 */
export function lookUp(
  pixels: usize, stride: usize, rows: i32, columns: i32, tables: usize,
  red: usize, green: usize, blue: usize, pixelStep: usize, rowStep: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const end = pixels + <usize>columns * 3;
    let to: usize = 0;
    for (let at = pixels; at < end; at += 3) {
      store<f32>(red + to, load<f32>(tables + (<usize>load<u8>(at) << 2)));
      store<f32>(green + to, load<f32>(tables + (<usize>load<u8>(at, 1) << 2), 1024));
      store<f32>(blue + to, load<f32>(tables + (<usize>load<u8>(at, 2) << 2), 2048));
      to += pixelStep;
    }
    pixels += stride;
    red += rowStep;
    green += rowStep;
    blue += rowStep;
  }
}
