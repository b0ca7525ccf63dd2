/**
 * Round numbers over a range, about `wanted` of them: steps of 1, 2 or 5 times a power of ten, the
 * first at or below `least`, the last at or above `most`.
 */
export function niceTicks(least: number, most: number, wanted: number): number[] {
  const range = most - least || Math.abs(most) || 1;
  const power = 10 ** Math.floor(Math.log10(range / wanted));
  const step = power * ([1, 2, 5].find((factor) => range / (factor * power) <= wanted) ?? 10);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: Math.max(last - first, 1) + 1 }, (_, at) =>
    Number(((first + at) * step).toFixed(decimals)),
  );
}
