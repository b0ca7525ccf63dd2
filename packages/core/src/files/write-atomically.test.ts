import { execFile } from 'node:child_process';
import {
  chmod,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SourceError } from '../errors/source-error.js';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { encodeUtf8 } from './utf8.js';
import { writeFileAtomically } from './write-atomically.js';

const old = 'the old content';

/** A directory with the file that is about to be replaced. */
async function oldFile(): Promise<{ directory: string; path: string }> {
  const directory = await temporaryDirectory();
  const path = join(directory, 'model.safetensors');
  await writeFile(path, old);
  return { directory, path };
}

async function expectUntouched(directory: string, path: string): Promise<void> {
  expect(await readFile(path, 'utf8')).toBe(old);
  expect(await readdir(directory)).toEqual(['model.safetensors']);
}

/** Makes every file handle fail in this way, as a full or broken disk does. */
async function breakDisk(method: 'write' | 'sync', code: string): Promise<void> {
  const handle = await open('/dev/null');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  vi.spyOn(prototype, method).mockRejectedValue(Object.assign(new Error(code), { code }));
}

describe('writing a file', () => {
  afterEach(() => vi.restoreAllMocks());

  test('gives what was written, in small chunks and large ones', async () => {
    const { directory, path } = await oldFile();
    const chunks = [1, 10, 300_000, 5, 262_144, 262_143, 2, 0].map((size, index) =>
      new Uint8Array(size).fill(index + 1),
    );
    await writeFileAtomically(path, async (file) => {
      for (const chunk of chunks) await file.write(chunk);
    });
    expect(Buffer.compare(await readFile(path), Buffer.concat(chunks))).toBe(0);
    expect(await readdir(directory)).toEqual(['model.safetensors']);
  });

  test('lets chunks be reused, and takes shared memory', async () => {
    const { path } = await oldFile();
    const chunk = new Uint8Array(new SharedArrayBuffer(3));
    await writeFileAtomically(path, async (file) => {
      for (const letter of 'abc') {
        chunk.fill(letter.charCodeAt(0));
        await file.write(chunk);
      }
    });
    expect(await readFile(path, 'utf8')).toBe('aaabbbccc');
  });

  test('keeps the mode of the old file, and follows a link to it', async () => {
    const { directory, path } = await oldFile();
    await chmod(path, 0o640);
    const link = join(await temporaryDirectory(), 'link');
    await symlink(path, link);
    await writeFileAtomically(link, (file) => file.write(encodeUtf8('new')));
    expect(await readlink(link)).toBe(path);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(directory)).toEqual(['model.safetensors']);
  });

  test('does not replace a pipe or a device by a file', async () => {
    const pipe = join(await temporaryDirectory(), 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const [content] = await Promise.all([
      readFile(pipe, 'utf8'),
      writeFileAtomically(pipe, (file) => file.write(encodeUtf8('through'))),
    ]);
    expect(content).toBe('through');
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  test('takes any name that a file may have', async () => {
    const path = join(await temporaryDirectory(), `${'n'.repeat(243)}.safetensors`);
    await writeFileAtomically(path, (file) => file.write(encodeUtf8('new')));
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  test('shows the old file to readers until the very end', async () => {
    const { path } = await oldFile();
    await writeFileAtomically(path, async (file) => {
      await file.write(new Uint8Array(1_000_000));
      expect(await readFile(path, 'utf8')).toBe(old);
    });
    expect((await stat(path)).size).toBe(1_000_000);
  });

  test('by two at once leaves one of the two, whole', async () => {
    const { directory, path } = await oldFile();
    const write = (letter: string) =>
      writeFileAtomically(path, async (file) => {
        for (let part = 0; part < 5; part++) await file.write(encodeUtf8(letter.repeat(300_000)));
      });
    await Promise.all([write('a'), write('b')]);
    const content = await readFile(path, 'utf8');
    expect(content).toBe((content[0] ?? '').repeat(1_500_000));
    expect(await readdir(directory)).toEqual(['model.safetensors']);
  });
});

describe('a failed write', () => {
  afterEach(() => vi.restoreAllMocks());

  test('leaves the old file whole and nothing beside it', async () => {
    const { directory, path } = await oldFile();
    const writing = writeFileAtomically(path, async (file) => {
      await file.write(new Uint8Array(500_000));
      throw new RangeError('midway');
    });
    expect((await rejection(writing)).message).toBe('midway');
    await expectUntouched(directory, path);
  });

  test('leaves errors that are not of the disk as they are', async () => {
    const { directory, path } = await oldFile();
    const writing = writeFileAtomically(path, async () => {
      await readFile(join(directory, 'missing'));
    });
    expect(await rejection(writing)).toMatchObject({ code: 'ENOENT', syscall: 'open' });
    await expectUntouched(directory, path);
  });

  test.each(['write', 'sync'] as const)('for a full disk says so (during %s)', async (method) => {
    const { directory, path } = await oldFile();
    await breakDisk(method, 'ENOSPC');
    const error = await rejection(
      writeFileAtomically(path, (file) => file.write(new Uint8Array(500_000))),
    );
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toMatch(/^The disk is full: .*Nothing was changed/);
    vi.restoreAllMocks();
    await expectUntouched(directory, path);
  });

  test('for a broken disk says so', async () => {
    const { directory, path } = await oldFile();
    await breakDisk('write', 'EIO');
    const error = await rejection(writeFileAtomically(path, (file) => file.write(encodeUtf8('x'))));
    expect(error.message).toContain('The disk failed');
    vi.restoreAllMocks();
    await expectUntouched(directory, path);
  });

  test('by abort leaves the old file whole', async () => {
    const { directory, path } = await oldFile();
    const controller = new AbortController();
    const writing = writeFileAtomically(
      path,
      async (file) => {
        await file.write(new Uint8Array(500_000));
        controller.abort();
        await file.write(new Uint8Array(500_000));
      },
      { signal: controller.signal },
    );
    expect((await rejection(writing)).name).toBe('AbortError');
    await expectUntouched(directory, path);
  });

  test('says that the directory is missing, or that the target is one', async () => {
    const directory = await temporaryDirectory();
    const nowhere = join(directory, 'missing', 'a.txt');
    const missing = await rejection(writeFileAtomically(nowhere, async () => {}));
    expect(missing).toBeInstanceOf(SourceError);
    expect(missing.message).toContain('its directory does not exist');
    await mkdir(join(directory, 'a.txt'));
    const isOne = await rejection(writeFileAtomically(join(directory, 'a.txt'), async () => {}));
    expect(isOne).toBeInstanceOf(SourceError);
    expect(isOne.message).toContain('is a directory');
  });

  test.skipIf(process.platform !== 'linux')(
    'on a file system that is really full leaves the old file whole',
    async () => {
      const directory = await temporaryDirectory();
      const run = promisify(execFile);
      const mounted = await run('mount', [
        '-t',
        'tmpfs',
        '-o',
        'size=64k',
        'tmpfs',
        directory,
      ]).then(
        () => true,
        () => false,
      );
      if (!mounted) return; // Only root may mount; elsewhere the injected failure above must do.
      try {
        const path = join(directory, 'model.safetensors');
        await writeFile(path, old);
        const error = await rejection(
          writeFileAtomically(path, (file) => file.write(new Uint8Array(500_000))),
        );
        expect(error.message).toMatch(/^The disk is full: /);
        await expectUntouched(directory, path);
      } finally {
        await run('umount', [directory]);
      }
    },
  );
});
