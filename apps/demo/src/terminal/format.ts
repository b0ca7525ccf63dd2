const english = new Intl.NumberFormat('en');

/** 1013240 → `1,013,240`. */
export function count(value: number): string {
  return english.format(value);
}

/** 3412345 → `3.4 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The time since `start` (of `performance.now()`): `6.3 s`. */
export function seconds(start: number): string {
  const passed = (performance.now() - start) / 1000;
  return `${passed.toFixed(passed < 0.1 ? 2 : 1)} s`;
}
