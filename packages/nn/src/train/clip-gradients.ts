/** The length of all gradients taken as one vector. */
export function gradientNorm(gradients: Iterable<Float32Array>): number {
  let sum = 0;
  for (const gradient of gradients) {
    for (let at = 0; at < gradient.length; at++) sum += gradient[at]! * gradient[at]!;
  }
  return Math.sqrt(sum);
}

/**
 * Shortens all gradients alike, in place, so that together they are no longer than `limit` (Pascanu et
 * al., 2013).
 *
 * @param norm their {@link gradientNorm}
 */
export function clipGradients(
  gradients: Iterable<Float32Array>,
  norm: number,
  limit: number,
): void {
  if (norm <= limit) return;
  const scale = limit / norm;
  for (const gradient of gradients) {
    for (let at = 0; at < gradient.length; at++) gradient[at]! *= scale;
  }
}
