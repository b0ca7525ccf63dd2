/** 1234567 → '1,234,567'. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Bytes as people read them. */
export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(value) / 3), units.length);
  return `${(value / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

/** 0.25 → '25.00 %'; what cannot be computed is a dash. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(2)} %`;
}

/** Seconds, with minutes and hours where there are any. */
export function duration(seconds: number): string {
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(2)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = `${Math.floor(whole / 60) % 60} min`;
  return whole < 3600 ? `${minutes} ${whole % 60} s` : `${Math.floor(whole / 3600)} h ${minutes}`;
}

/** The fewest digits that are this float32 again. */
export function float32(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
