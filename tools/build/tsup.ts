import { defineConfig } from 'tsup';

/** The one way every tovec package is built: ESM for Node 20, with types, one file per subpath. */
export function library(entry: Record<string, string>) {
  return defineConfig({
    entry,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: true,
  });
}
