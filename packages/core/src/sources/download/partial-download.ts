/**
 * A download under way lives in a folder of its own: `data`, and `state.json`, which says what the
 * bytes are part of. Renaming a folder is atomic, so whoever renames an abandoned one to a name of
 * its own has it alone, and two processes never write to one file.
 */
export interface PartialDownload {
  readonly dataPath: string;
  /** The ETag or date that tells whether the server's file is still the one the bytes are of. */
  readValidator(): Promise<string | undefined>;
  writeValidator(validator: string | undefined): Promise<void>;
  /** Leaves the bytes for whoever downloads the same thing next. */
  abandon(): Promise<void>;
  remove(): Promise<void>;
}

/** Another machine's folder that nobody wrote to for so long has been abandoned. */
const ABANDONED_AFTER_MS = 3_600_000;

/** Takes over an abandoned folder for `key`, or makes a new one. */
export async function claimPartial(cacheDirectory: string, key: string): Promise<PartialDownload> {
  const [{ mkdir, readdir, rename }, { hostname }, { join }, { createHash, randomUUID }] =
    await Promise.all([
      import('node:fs/promises'),
      import('node:os'),
      import('node:path'),
      import('node:crypto'),
    ]);
  const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
  const shared = `${key}.part`;
  const own = `${key}.${host}.${process.pid}.${randomUUID()}.part`;
  const directory = join(cacheDirectory, own);
  const names = await readdir(cacheDirectory);
  for (const name of names.filter((entry) => entry.startsWith(key) && entry.endsWith('.part'))) {
    if (name !== shared && !(await isAbandoned(cacheDirectory, name, host))) continue;
    const claimed = await rename(join(cacheDirectory, name), directory).then(
      () => true,
      () => false,
    );
    if (claimed) return partialIn(directory, join(cacheDirectory, shared));
  }
  await mkdir(directory);
  return partialIn(directory, join(cacheDirectory, shared));
}

/** Whether the process that downloads there is no more. */
async function isAbandoned(cacheDirectory: string, name: string, host: string): Promise<boolean> {
  const [{ stat }, { join }] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  const [, itsHost, pid] = name.split('.');
  if (itsHost === host) return !isRunning(Number(pid));
  const { mtimeMs } = await stat(join(cacheDirectory, name, 'data')).catch(() => ({
    mtimeMs: Number.NaN,
  }));
  return Date.now() - mtimeMs > ABANDONED_AFTER_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

async function partialIn(directory: string, shared: string): Promise<PartialDownload> {
  const [{ readFile, rename, rm, stat, writeFile }, { join }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const dataPath = join(directory, 'data');
  const statePath = join(directory, 'state.json');
  const remove = () => rm(directory, { recursive: true, force: true });
  return {
    dataPath,
    remove,
    async readValidator() {
      try {
        const { validator } = JSON.parse(await readFile(statePath, 'utf8'));
        return typeof validator === 'string' ? validator : undefined;
      } catch {
        return undefined;
      }
    },
    async writeValidator(validator) {
      await writeFile(statePath, JSON.stringify({ validator }));
    },
    async abandon() {
      const { size } = await stat(dataPath).catch(() => ({ size: 0 }));
      // Somebody else may have left a folder there already; one is enough.
      await (size > 0 ? rename(directory, shared).catch(remove) : remove());
    },
  };
}
