/** An instance of `module` working on `memory`. */
export function instantiate<Exports>(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Exports {
  const env = { memory };
  return new WebAssembly.Instance(module, { env }).exports as unknown as Exports;
}

/** The bytes of an embedded module. */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Compiles embedded WebAssembly once per process, on first use, so that importing costs nothing. */
export function lazyModule(base64: string): () => WebAssembly.Module {
  let module: WebAssembly.Module | undefined;
  return () => {
    module ??= new WebAssembly.Module(decodeBase64(base64));
    return module;
  };
}
