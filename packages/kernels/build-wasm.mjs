// Compiles every module of assembly/ to WebAssembly and embeds it: wasm/NAME.wasm for whoever
// wants the file, and src/generated/NAME.ts (base64) so that Node and every bundler load it without
// configuration (docs/decisions/0002).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** Each module's name, its source and what it needs beyond 128-bit SIMD. */
const modules = [
  { name: 'text', source: 'text', features: [] },
  { name: 'sgd', source: 'sgd', features: [] },
  { name: 'sgdRelaxed', source: 'sgd', features: ['--enable', 'relaxed-simd'] },
  { name: 'search', source: 'search', features: [] },
  { name: 'cooccurrence', source: 'cooccurrence', features: [] },
  { name: 'glove', source: 'glove', features: [] },
  { name: 'gloveRelaxed', source: 'glove', features: ['--enable', 'relaxed-simd'] },
  { name: 'rows', source: 'rows', features: [] },
  { name: 'walk', source: 'walk', features: [] },
  { name: 'centroids', source: 'centroids', features: [] },
  { name: 'linear', source: 'linear', features: [] },
  { name: 'linearRelaxed', source: 'linear', features: ['--enable', 'relaxed-simd'] },
  // Its memory is copied to and from, which engines do several times as fast where it is not shared.
  { name: 'pixels', source: 'pixels', features: [], unshared: true },
];
const flags = [
  ...['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'],
  ...['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];
const sharing = ['--enable', 'threads', '--sharedMemory'];

process.chdir(fileURLToPath(new URL('.', import.meta.url)));
mkdirSync('src/generated', { recursive: true });
mkdirSync('wasm', { recursive: true });

for (const { name, source, features, unshared = false } of modules) {
  const { error, stderr } = await asc.main([
    `assembly/${source}.ts`,
    ...['--outFile', `wasm/${name}.wasm`, ...flags, ...(unshared ? [] : sharing), ...features],
  ]);
  if (error) {
    process.stderr.write(`${stderr.toString()}\n`);
    throw error;
  }
  const wasm = readFileSync(`wasm/${name}.wasm`);
  if (hasDataSegments(wasm)) {
    // They would be written over whatever stands there each time another worker instantiates.
    throw new Error(`${name}: kernels share one memory, so they must not have static data`);
  }
  const base64 = wasm.toString('base64');
  writeFileSync(
    `src/generated/${name}.ts`,
    `// Compiled from assembly/${source}.ts by build-wasm.mjs.\nexport const ${name}Wasm =\n  '${base64}';\n`,
  );
}

/** Whether a module has a data section (id 11) with anything in it. */
function hasDataSegments(bytes) {
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at++];
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      size |= (bytes[at] & 127) << shift;
      more = bytes[at++] > 127;
    }
    if (id === 11 && bytes[at] > 0) return true;
    at += size;
  }
  return false;
}
