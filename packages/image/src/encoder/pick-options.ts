/** Some of the options, for a function that takes only these. */
export function pickOptions<Options extends object, Key extends keyof Options>(
  options: Options,
  keys: readonly Key[],
): Pick<Options, Key> {
  return Object.fromEntries(keys.map((key) => [key, options[key]])) as Pick<Options, Key>;
}
