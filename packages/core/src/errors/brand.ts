/**
 * Errors are recognised by a registered symbol, not by `instanceof`, so that two copies of core in
 * one `node_modules` recognise each other's errors.
 */
export function brandError(error: Error, name: string): void {
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  Object.defineProperty(error, brandOf(name), { value: true });
}

export function hasErrorBrand(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && brandOf(name) in error;
}

/** The second argument of `Error`: absent, not `{ cause: undefined }`, when there is no cause. */
export function causeOf(options: { readonly cause?: unknown }): ErrorOptions | undefined {
  return options.cause === undefined ? undefined : { cause: options.cause };
}

function brandOf(name: string): symbol {
  return Symbol.for(`tovec.error.${name}`);
}
