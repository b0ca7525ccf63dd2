import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const open = new Set<string>();

/** A directory for files that onnxruntime maps into memory; gone when removed, or with the process. */
export async function temporaryDirectory(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'tovec-onnx-'));
  if (open.size === 0) process.on('exit', removeAll);
  open.add(path);
  return {
    path,
    async remove() {
      // Where a mapped file cannot be removed yet (Windows), a second attempt comes at the end.
      await rm(path, { recursive: true, force: true, maxRetries: 3 }).then(
        () => open.delete(path),
        () => {},
      );
      if (open.size === 0) process.off('exit', removeAll);
    },
  };
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
