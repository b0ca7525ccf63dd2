import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { MissingDependencyError } from '../errors/missing-dependency-error.js';
import { ModelFileError } from '../errors/model-file-error.js';
import { SourceError } from '../errors/source-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import { decodeUtf8, encodeUtf8 } from '../files/utf8.js';
import { chunked, rejection, temporaryDirectory } from '../testing/helpers.js';
import { openSource } from './open-source.js';
import type { OpenSourceOptions, Source } from './source.js';

async function readText(source: Source, options?: OpenSourceOptions): Promise<string> {
  await using reader = await openSource(source, options);
  const parts: string[] = [];
  const chunk = new Uint8Array(1000);
  for (let count = await reader.read(chunk); count > 0; count = await reader.read(chunk)) {
    parts.push(decodeUtf8(chunk, 0, count));
  }
  return parts.join('');
}

const text = 'cat 0.5 0.25\ndog 0.125 1\n';
const bytes = encodeUtf8(text);

describe('a source', () => {
  test('is a path or a file URL', async () => {
    const path = join(await temporaryDirectory(), 'a b.txt');
    await writeFile(path, bytes);
    expect(await readText(path)).toBe(text);
    expect(await readText(pathToFileURL(path))).toBe(text);
  });

  test('is bytes, a web stream, a Node stream or any async iterable of bytes', async () => {
    expect(await readText(bytes)).toBe(text);
    expect(await readText(Buffer.from(bytes))).toBe(text);
    expect(await readText(new Blob([bytes]).stream())).toBe(text);
    expect(await readText(Readable.from([Buffer.from(bytes)]))).toBe(text);
    expect(await readText(chunked(bytes, 3))).toBe(text);
  });

  test('is unpacked when it is gzip, whatever its name', async () => {
    const path = join(await temporaryDirectory(), 'vectors.txt');
    await writeFile(path, gzipSync(bytes));
    expect(await readText(path)).toBe(text);
    expect(await readText(chunked(gzipSync(bytes), 5))).toBe(text);
    // A file of several members, as bgzip and `cat a.gz b.gz` make them.
    expect(await readText(Buffer.concat([gzipSync(bytes), gzipSync(bytes)]))).toBe(text + text);
    await using reader = await openSource(gzipSync(bytes));
    expect(reader.size).toBeUndefined();
  });

  test('may be empty', async () => {
    expect(await readText(new Uint8Array(0))).toBe('');
    expect(await readText(gzipSync(''))).toBe('');
  });

  test.each([5, null, undefined, {}, ['a.txt']])('is not %o', async (source) => {
    const error = await rejection(openSource(source as unknown as Source));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(/^source must be a path, a URL object, bytes/);
  });

  test('is not a stream of text', async () => {
    const error = await rejection(openSource(Readable.from(['text']) as unknown as Source));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain("chunks of bytes (Uint8Array), but gave 'text'");
  });

  test('is checked against the options that exist', async () => {
    const error = await rejection(openSource(bytes, { sha265: '' } as OpenSourceOptions));
    expect(error.message).toContain("Did you mean 'sha256'?");
  });
});

describe('what cannot be read', () => {
  test('is a SourceError that says what is missing', async () => {
    const path = join(await temporaryDirectory(), 'missing.txt');
    const error = await rejection(openSource(path));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain(`There is no file ${path}`);
  });

  test('is an InvalidInputError for a directory', async () => {
    const error = await rejection(openSource(await temporaryDirectory()));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('is a directory');
  });

  test.skipIf(process.getuid?.() === 0)('says when permission is missing', async () => {
    const path = join(await temporaryDirectory(), 'secret.txt');
    await writeFile(path, bytes);
    await chmod(path, 0);
    expect((await rejection(openSource(path))).message).toContain('No permission to read');
  });

  test('is a URL in a string: it must say that it is one', async () => {
    const error = await rejection(openSource('https://example.org/a.txt'));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain("new URL('https://example.org/a.txt')");
    expect(await rejection(openSource('file:///a.txt'))).toBeInstanceOf(InvalidInputError);
    expect(await rejection(openSource(''))).toBeInstanceOf(InvalidInputError);
    expect(await rejection(openSource('a\0b'))).toBeInstanceOf(InvalidInputError);
  });

  test('is unsupported for other schemes', async () => {
    expect(await rejection(openSource('hf:org/repo/file'))).toBeInstanceOf(UnsupportedError);
    expect(await rejection(openSource(new URL('ftp://a/b')))).toBeInstanceOf(UnsupportedError);
  });

  test('is damaged gzip', async () => {
    const packed = gzipSync(bytes.toString().repeat(100));
    for (const damaged of [packed.subarray(0, -10), packed.subarray(0, 12), flipped(packed, 15)]) {
      const error = await rejection(readText(damaged));
      expect(error).toBeInstanceOf(ModelFileError);
      expect(error.message).toContain('gzip data is damaged or truncated');
    }
  });

  test('passes on the error of the stream it came from, also through gzip', async () => {
    async function* broken() {
      yield gzipSync(bytes).subarray(0, 20);
      throw new RangeError('the cable was cut');
    }
    expect((await rejection(readText(broken()))).message).toBe('the cable was cut');
  });

  test('is given up when the signal is aborted, also while a stream is silent', async () => {
    const controller = new AbortController();
    async function* silent() {
      yield bytes;
      await new Promise(() => {});
    }
    const reading = readText(silent(), { signal: controller.signal });
    setTimeout(() => controller.abort(), 10);
    expect((await rejection(reading)).name).toBe('AbortError');
    const aborted = rejection(openSource(bytes, { signal: controller.signal }));
    expect((await aborted).name).toBe('AbortError');
  });
});

describe('a SHA-256', () => {
  // printf 'cat 0.5 0.25\ndog 0.125 1\n' | sha256sum
  const sha256 = '9f6780dc7eed906358bb6351857c5c2497cbf9af01ddaa636305fdb0484c4492';

  test.each(['abc', 5, 'g'.repeat(64)])('is not %s', async (value) => {
    const error = await rejection(openSource(bytes, { sha256: value as string }));
    expect(error.message).toContain('sha256 must be');
  });

  test('is checked before anything is read', async () => {
    const path = join(await temporaryDirectory(), 'a.txt');
    await writeFile(path, bytes);
    const wrong = '0'.repeat(64);
    for (const source of [path, bytes]) {
      expect(await readText(source, { sha256: sha256.toUpperCase() })).toBe(text);
      const error = await rejection(openSource(source, { sha256: wrong }));
      expect(error).toBeInstanceOf(SourceError);
      expect(error.message).toContain(`SHA-256 is ${sha256}, not ${wrong}`);
    }
  });

  test('is refused for a stream, where it would come too late', async () => {
    const error = await rejection(openSource(chunked(bytes, 3), { sha256 }));
    expect(error).toBeInstanceOf(InvalidInputError);
  });
});

describe('an npm: source', () => {
  /** A project with a package whose exports hide its data. */
  async function project(name: string): Promise<string> {
    const root = await temporaryDirectory();
    const directory = join(root, 'node_modules', name);
    await mkdir(join(directory, 'data'), { recursive: true });
    await writeFile(join(directory, 'package.json'), JSON.stringify({ name, exports: {} }));
    await writeFile(join(directory, 'data', 'words.txt'), bytes);
    await mkdir(join(root, 'src'));
    vi.spyOn(process, 'cwd').mockReturnValue(join(root, 'src'));
    return root;
  }

  test.each(['vectors', '@scope/vectors'])(
    'is a file in an installed package: %s',
    async (name) => {
      await project(name);
      expect(await readText(`npm:${name}/data/words.txt`)).toBe(text);
      vi.restoreAllMocks();
    },
  );

  test('is found through the links that pnpm makes', async () => {
    const root = await project('real');
    await symlink(join(root, 'node_modules', 'real'), join(root, 'node_modules', 'linked'));
    expect(await readText('npm:linked/data/words.txt')).toBe(text);
    vi.restoreAllMocks();
  });

  test('says how to install a missing package, and which file is missing', async () => {
    await project('vectors');
    const missing = await rejection(openSource('npm:@scope/others/a.txt'));
    expect(missing).toBeInstanceOf(MissingDependencyError);
    expect(missing.message).toContain('npm install @scope/others');
    const error = await rejection(openSource('npm:vectors/data/other.txt'));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('other.txt');
    vi.restoreAllMocks();
  });

  test.each(['npm:', 'npm:vectors', 'npm:vectors/', 'npm:@scope/vectors', 'npm:a/../../b'])(
    'is not %s',
    async (source) => {
      expect(await rejection(openSource(source))).toBeInstanceOf(InvalidInputError);
    },
  );
});

function flipped(packed: Uint8Array, index: number): Uint8Array {
  const copy = Uint8Array.from(packed);
  copy[index]! ^= 0xff;
  return copy;
}
