// Compiles every module of assembly/ to WebAssembly and embeds it: wasm/NAME.wasm for whoever
// wants the file, and src/generated/NAME.ts (base64) so that Node and every bundler load it without
// configuration (docs/decisions/0002).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const modules = ['text', 'sgd', 'search'];
const flags = [
  ...['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--enable', 'threads'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];

process.chdir(fileURLToPath(new URL('.', import.meta.url)));
mkdirSync('src/generated', { recursive: true });
mkdirSync('wasm', { recursive: true });

for (const name of modules) {
  const { error, stderr } = await asc.main([
    `assembly/${name}.ts`,
    ...['--outFile', `wasm/${name}.wasm`, ...flags],
  ]);
  if (error) {
    process.stderr.write(`${stderr.toString()}\n`);
    throw error;
  }
  const base64 = readFileSync(`wasm/${name}.wasm`).toString('base64');
  writeFileSync(
    `src/generated/${name}.ts`,
    `// Compiled from assembly/${name}.ts by build-wasm.mjs.\nexport const ${name}Wasm =\n  '${base64}';\n`,
  );
}
