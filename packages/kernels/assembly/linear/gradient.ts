// The gradient of a linear model: residuals, transposed, times rows.
import { mulAdd } from '../simd';

/**
 * sums[label] += Σ residuals[label × stride + row] · rows[row]. Two labels and four vectors of a row
 * (a cache line) at a time: eight sums in registers while the rows of a block go by.
 */
export function addGradient(
  rows: usize, rowCount: i32, rowBytes: usize,
  residuals: usize, stride: usize, labels: i32, sums: usize,
): void {
  const wide = rowBytes & ~63;
  for (let left = labels; left > 0; left -= 2) {
    const isPair = left > 1;
    const other = residuals + stride;
    let k: usize = 0;
    for (; k < wide; k += 64) {
      if (isPair) pairOfLines(rows + k, rowCount, rowBytes, residuals, other, sums + k);
      else line(rows + k, rowCount, rowBytes, residuals, sums + k);
    }
    for (; k < rowBytes; k += 16) {
      vector(rows + k, rowCount, rowBytes, residuals, sums + k);
      if (isPair) vector(rows + k, rowCount, rowBytes, other, sums + rowBytes + k);
    }
    residuals += stride << 1;
    sums += rowBytes << 1;
  }
}

function pairOfLines(
  row: usize, rowCount: i32, rowBytes: usize, residual: usize, other: usize, sums: usize,
): void {
  const second = sums + rowBytes;
  let a0 = v128.load(sums), a1 = v128.load(sums, 16), a2 = v128.load(sums, 32), a3 = v128.load(sums, 48);
  let b0 = v128.load(second), b1 = v128.load(second, 16);
  let b2 = v128.load(second, 32), b3 = v128.load(second, 48);
  const end = residual + (<usize>rowCount << 2);
  for (; residual < end; residual += 4, other += 4, row += rowBytes) {
    const p = v128.load32_splat(residual), q = v128.load32_splat(other);
    const x0 = v128.load(row), x1 = v128.load(row, 16), x2 = v128.load(row, 32), x3 = v128.load(row, 48);
    a0 = mulAdd(a0, p, x0); a1 = mulAdd(a1, p, x1); a2 = mulAdd(a2, p, x2); a3 = mulAdd(a3, p, x3);
    b0 = mulAdd(b0, q, x0); b1 = mulAdd(b1, q, x1); b2 = mulAdd(b2, q, x2); b3 = mulAdd(b3, q, x3);
  }
  v128.store(sums, a0); v128.store(sums, a1, 16); v128.store(sums, a2, 32); v128.store(sums, a3, 48);
  v128.store(second, b0); v128.store(second, b1, 16);
  v128.store(second, b2, 32); v128.store(second, b3, 48);
}

function line(row: usize, rowCount: i32, rowBytes: usize, residual: usize, sums: usize): void {
  let a0 = v128.load(sums), a1 = v128.load(sums, 16), a2 = v128.load(sums, 32), a3 = v128.load(sums, 48);
  const end = residual + (<usize>rowCount << 2);
  for (; residual < end; residual += 4, row += rowBytes) {
    const p = v128.load32_splat(residual);
    a0 = mulAdd(a0, p, v128.load(row)); a1 = mulAdd(a1, p, v128.load(row, 16));
    a2 = mulAdd(a2, p, v128.load(row, 32)); a3 = mulAdd(a3, p, v128.load(row, 48));
  }
  v128.store(sums, a0); v128.store(sums, a1, 16); v128.store(sums, a2, 32); v128.store(sums, a3, 48);
}

function vector(row: usize, rowCount: i32, rowBytes: usize, residual: usize, sums: usize): void {
  let a = v128.load(sums);
  const end = residual + (<usize>rowCount << 2);
  for (; residual < end; residual += 4, row += rowBytes) {
    a = mulAdd(a, v128.load32_splat(residual), v128.load(row));
  }
  v128.store(sums, a);
}

/** Adds sums in single precision to a gradient in double, and clears them. */
export function flushGradient(sums: usize, bytes: usize, gradient: usize): void {
  for (let k: usize = 0; k < bytes; k += 8) {
    const place = gradient + (k << 1);
    const sum = f64x2.promote_low_f32x4(v128.load64_zero(sums + k));
    v128.store(place, f64x2.add(v128.load(place), sum));
    store<u64>(sums + k, 0);
  }
}
