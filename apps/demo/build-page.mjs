// Bundles the script and the style of the page into strings that the demo writes into its HTML:
// src/page/browser → src/generated/page-assets.ts
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const target = 'src/generated/page-assets.ts';

/** @param {string} entry */
async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['es2022', 'safari16'],
    charset: 'utf8',
  });
  return outputFiles[0].text.trim();
}

/** The licence of d3-zoom asks to go with it; its d3 dependencies have the same. */
function d3License() {
  const manifest = createRequire(import.meta.url).resolve('d3-zoom');
  return readFileSync(join(dirname(manifest), '../LICENSE'), 'utf8').trim();
}

const script = `/*! d3-zoom and d3-selection: ${d3License()} */\n${await bundle('src/page/browser/main.ts')}`;
const style = await bundle('src/page/browser/style.css');
mkdirSync(dirname(target), { recursive: true });
writeFileSync(
  target,
  `// Bundled from src/page/browser by build-page.mjs.
export const pageScript: string = ${JSON.stringify(script)};
export const pageStyle: string = ${JSON.stringify(style)};
`,
);
