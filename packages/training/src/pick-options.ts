/** The options that have one of these keys and are not undefined: what one of several readers takes. */
export function pickOptions<Options extends object>(
  options: Options,
  keys: readonly string[],
): Partial<Options> {
  const entries = Object.entries(options).filter(
    ([key, value]) => keys.includes(key) && value !== undefined,
  );
  return Object.fromEntries(entries) as Partial<Options>;
}
