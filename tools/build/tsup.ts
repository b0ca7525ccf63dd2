import { defineConfig } from 'tsup';

/**
 * The one way every tovec package is built: ESM for Node 20 with types, one file per subpath and
 * shared chunks between them. It stays unminified and comes without source maps: the built code reads
 * like its source, and maps would more than double what is installed.
 */
export function library(entry: Record<string, string>) {
  return defineConfig({
    entry,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    dts: true,
    clean: true,
  });
}
