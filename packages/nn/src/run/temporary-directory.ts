import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

const open = new Set<string>();

/**
 * A directory for files that onnxruntime maps into memory; gone when removed, or with the process. What
 * processes left behind that were killed is cleared away by the next one.
 */
export async function temporaryDirectory(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  await removeLeftovers();
  const path = await mkdtemp(join(tmpdir(), `${ownPrefix()}${process.pid}-`));
  if (open.size === 0) process.on('exit', removeAll);
  open.add(path);
  return {
    path,
    async remove() {
      // Where a mapped file cannot be removed yet (Windows), another attempt comes at the end.
      await rm(path, { recursive: true, force: true, maxRetries: 3 }).then(
        () => open.delete(path),
        () => {},
      );
      if (open.size === 0) process.off('exit', removeAll);
    },
  };
}

/** With the name of the machine: containers may share a disk, and number their processes alike. */
function ownPrefix(): string {
  return `tovec-onnx-${hostname().replaceAll(/[^\w.]/g, '_')}-`;
}

async function removeLeftovers(): Promise<void> {
  const prefix = ownPrefix();
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const pid = name.startsWith(prefix) && /^(\d+)-/.exec(name.slice(prefix.length))?.[1];
    if (pid && !isAlive(Number(pid))) {
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code !== 'ESRCH';
  }
}

function removeAll(): void {
  for (const path of open) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // The system's own cleaning has to do.
    }
  }
}
