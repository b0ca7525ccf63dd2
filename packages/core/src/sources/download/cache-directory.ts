import type { OpenSourceOptions } from '../source.js';

/** Where downloads are kept, created if need be. */
export async function openCacheDirectory({ cacheDirectory }: OpenSourceOptions): Promise<string> {
  const [{ mkdir }, { homedir }, { join }] = await Promise.all([
    import('node:fs/promises'),
    import('node:os'),
    import('node:path'),
  ]);
  const { TOVEC_CACHE, XDG_CACHE_HOME } = process.env;
  const directory =
    cacheDirectory || TOVEC_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'tovec');
  await mkdir(directory, { recursive: true });
  return directory;
}
