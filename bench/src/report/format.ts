/** `2.41 M tokens/s`, `143 k tokens/s`, `412 queries/s`. */
export function formatRate(perSecond: number, unit: string): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(2)} M ${unit}`;
  if (perSecond >= 1e4) return `${(perSecond / 1e3).toFixed(0)} k ${unit}`;
  return `${perSecond.toFixed(0)} ${unit}`;
}

/** `16.8×`, `1.86×`. */
export function formatTimes(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 1)}×`;
}

/** `8.1 ms`, `1.23 s`, `2 min 5 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.1) return `${(seconds * 1000).toFixed(1)} ms`;
  if (seconds < 100) return `${seconds.toFixed(2)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `154 MB`, a million bytes each. */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** `36.61`, `−4.90`, with the sign of `+0.32` where it is asked for. */
export function formatPoints(points: number, sign = false): string {
  const text = Math.abs(points).toFixed(2);
  if (points < 0) return `−${text}`;
  return sign ? `+${text}` : text;
}
