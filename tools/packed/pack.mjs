import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execute, publicPackages } from '../workspace.mjs';

/**
 * @typedef {object} Packed
 * @property {import('../workspace.mjs').Manifest} manifest
 * @property {string} tarball absolute
 * @property {string[]} files inside, relative to the package
 */

/**
 * Packs every public package as it would be published.
 * @param {string} destination an empty folder
 * @returns {Promise<Packed[]>}
 */
export async function packAll(destination) {
  const packages = publicPackages();
  const filters = packages.map(({ manifest }) => `--filter=${manifest.name}`);
  const arguments_ = ['--recursive', ...filters, 'pack', '--pack-destination', destination];
  const { code, output } = await execute('pnpm', arguments_);
  if (code !== 0) throw new Error(`pnpm pack failed:\n${output}`);
  return Promise.all(
    packages.map(async ({ manifest }) => {
      const name = `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
      if (!readdirSync(destination).includes(name)) throw new Error(`pnpm pack made no ${name}`);
      const tarball = join(destination, name);
      const { stdout } = await execute('tar', ['-tzf', tarball]);
      const files = stdout.split('\n').filter(Boolean);
      return { manifest, tarball, files: files.map((file) => file.replace(/^package\//, '')) };
    }),
  );
}

/**
 * The packages of `all` that `name` needs, itself included.
 * @param {Packed[]} all
 * @param {string} name
 * @returns {Packed[]}
 */
export function withDependencies(all, name) {
  const needed = new Set([name]);
  for (const each of needed) {
    const found = all.find(({ manifest }) => manifest.name === each);
    for (const dependency of Object.keys(found?.manifest.dependencies ?? {})) {
      if (all.some(({ manifest }) => manifest.name === dependency)) needed.add(dependency);
    }
  }
  return all.filter(({ manifest }) => needed.has(manifest.name));
}
