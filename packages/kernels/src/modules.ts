/** An instance of `module` working on `memory`. */
export function instantiate<Exports>(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Exports {
  const env = { memory };
  return new WebAssembly.Instance(module, { env }).exports as unknown as Exports;
}

/** The bytes of an embedded module. */
function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
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

/** Which instructions a training kernel was compiled to. */
export type KernelInstructions = 'relaxed-simd' | 'simd';

/** A kernel that exists twice, and which of the two this is. */
export interface FusedModule {
  readonly module: WebAssembly.Module;
  readonly instructions: KernelInstructions;
}

/**
 * Compiles a kernel once per process, with fused multiply-add where the engine has relaxed SIMD: a
 * fifth faster. V8 has had it since 11.4; the 11.3 of Node 20 keeps it behind a flag, which is set
 * here, on first use, since the proposal is standard and unchanged since (docs/decisions/0004).
 */
export function lazyFusedModule(relaxedBase64: string, plainBase64: string): () => FusedModule {
  let compiled: FusedModule | undefined;
  return () => {
    if (compiled) return compiled;
    const relaxed = decodeBase64(relaxedBase64);
    if (!WebAssembly.validate(relaxed)) enableRelaxedSimd();
    compiled = WebAssembly.validate(relaxed)
      ? { module: new WebAssembly.Module(relaxed), instructions: 'relaxed-simd' }
      : { module: new WebAssembly.Module(decodeBase64(plainBase64)), instructions: 'simd' };
    return compiled;
  };
}

function enableRelaxedSimd(): void {
  try {
    process.getBuiltinModule('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
  } catch {
    // A browser, or flags are frozen: the plain kernel does.
  }
}
