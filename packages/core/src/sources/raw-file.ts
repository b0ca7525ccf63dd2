import { InvalidInputError } from '../errors/invalid-input-error.js';
import { SourceError } from '../errors/source-error.js';
import type { RawReader } from './byte-reader.js';

/** Large targets are filled in pieces of this size, so that an abort is noticed between them. */
const PIECE_BYTES = 1 << 26;

/** Opens a file; `size` is undefined for pipes and devices. */
export async function openRawFile(
  path: string,
): Promise<{ raw: RawReader; size: number | undefined }> {
  const { open } = await import('node:fs/promises');
  try {
    const handle = await open(path, 'r');
    try {
      const stat = await handle.stat();
      if (stat.isDirectory()) {
        throw new InvalidInputError(`${path} is a directory. Name a file in it.`, { given: path });
      }
      const seekable = stat.isFile();
      let position = 0;
      const raw: RawReader = {
        async read(target) {
          const count = Math.min(target.length, PIECE_BYTES);
          const { bytesRead } = await handle.read(target, 0, count, seekable ? position : null);
          position += bytesRead;
          return bytesRead;
        },
        ...(seekable && {
          skip(count: number) {
            position += count;
          },
        }),
        async close() {
          await handle.close();
        },
      };
      return { raw, size: seekable ? stat.size : undefined };
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (cause) {
    throw explain(path, cause);
  }
}

function explain(path: string, cause: unknown): unknown {
  switch ((cause as { code?: unknown }).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new SourceError(
        `There is no file ${path} (looked for from ${process.cwd()}). Check the path.`,
        { source: path, cause },
      );
    case 'EACCES':
    case 'EPERM':
      return new SourceError(`No permission to read ${path}. Check who may read it.`, {
        source: path,
        cause,
      });
    case undefined:
      return cause;
    default:
      return new SourceError(`${path} could not be opened: ${(cause as Error).message}`, {
        source: path,
        cause,
      });
  }
}
