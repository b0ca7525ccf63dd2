import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SourceError } from '../../errors/source-error.js';
import type { ProgressEvent } from '../../progress/progress-event.js';
import { rejection, sleep, temporaryDirectory } from '../../testing/helpers.js';
import { arrivalOf, fileServer, serve } from '../../testing/server.js';
import { openSource } from '../open-source.js';
import type { OpenSourceOptions } from '../source.js';

const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) >> 3);
const sha256 = createHash('sha256').update(content).digest('hex');

describe('a download', () => {
  let cacheDirectory = '';
  beforeEach(async () => {
    cacheDirectory = join(await temporaryDirectory(), 'cache');
    vi.stubEnv('TOVEC_OFFLINE', undefined);
  });
  afterEach(() => vi.unstubAllEnvs());

  async function read(url: URL, options: OpenSourceOptions = {}): Promise<Uint8Array> {
    await using reader = await openSource(url, { cacheDirectory, ...options });
    const bytes = new Uint8Array(reader.size ?? 0);
    await reader.readExactly(bytes);
    return bytes;
  }

  async function partials(): Promise<string[]> {
    return (await readdir(cacheDirectory)).filter((name) => name.endsWith('.part'));
  }

  test('is read, and kept for the next time', async () => {
    const { url, requests } = await serve(fileServer(content));
    expect(Buffer.compare(await read(url), content)).toBe(0);
    expect(Buffer.compare(await read(url, { offline: true }), content)).toBe(0);
    expect(requests).toHaveLength(1);
    expect(await readdir(cacheDirectory)).toEqual([expect.stringMatching(/^[0-9a-f]{32}-a\.bin$/)]);
  });

  test('goes where the environment says', async () => {
    const { url } = await serve(fileServer(content));
    const home = await temporaryDirectory();
    vi.stubEnv('TOVEC_CACHE', undefined);
    vi.stubEnv('XDG_CACHE_HOME', home);
    await (await openSource(url)).close();
    expect(await readdir(join(home, 'tovec'))).toHaveLength(1);
    vi.stubEnv('TOVEC_CACHE', join(home, 'mine'));
    await (await openSource(url)).close();
    expect(await readdir(join(home, 'mine'))).toHaveLength(1);
  });

  test('tells its progress', async () => {
    const { url } = await serve(fileServer(content));
    const events: ProgressEvent[] = [];
    await read(url, { onProgress: (event) => events.push(event) });
    expect(events.at(-1)).toMatchObject({
      phase: 'download',
      unit: 'bytes',
      done: content.length,
      total: content.length,
    });
  });

  test('is verified before it is kept', async () => {
    const { url } = await serve(fileServer(content));
    expect(Buffer.compare(await read(url, { sha256 }), content)).toBe(0);
    const error = await rejection(read(url, { sha256: '0'.repeat(64) }));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain(`its SHA-256 is ${sha256}, not 0000`);
    expect(await readdir(cacheDirectory)).toHaveLength(1);
  });

  test('is refused offline, without a word to the network', async () => {
    const { url, requests } = await serve(fileServer(content));
    const forbidden = await rejection(read(url, { offline: true }));
    expect(forbidden).toBeInstanceOf(SourceError);
    expect(forbidden.message).toContain('offline is true');
    vi.stubEnv('TOVEC_OFFLINE', '1');
    expect((await rejection(read(url))).message).toContain('TOVEC_OFFLINE is 1');
    expect(requests).toHaveLength(0);
    expect(Buffer.compare(await read(url, { offline: false }), content)).toBe(0);
  });

  test('that breaks off is continued at once from where it was', async () => {
    const { arrived, onProgress } = arrivalOf(100_000);
    const { url, requests } = await serve(
      fileServer(content, { breakAfter: 100_000, broken: arrived }),
    );
    expect(Buffer.compare(await read(url, { onProgress }), content)).toBe(0);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.headers.range).toBe('bytes=100000-');
    expect(requests[1]?.headers['if-range']).toBe('"one"');
  });

  test('that was aborted is continued by the next one', async () => {
    const controller = new AbortController();
    const half = content.length / 2;
    let stall = true;
    const { url, requests } = await serve((request, response) => {
      if (!stall) return fileServer(content)(request, response);
      response.writeHead(200, { etag: '"one"', 'content-length': content.length });
      response.write(content.subarray(0, half));
    });
    const onProgress = ({ done }: ProgressEvent) => {
      if (done === half) controller.abort();
    };
    const error = await rejection(read(url, { signal: controller.signal, onProgress }));
    expect(error.name).toBe('AbortError');
    expect(await partials()).toHaveLength(1);
    stall = false;
    expect(Buffer.compare(await read(url, { sha256: undefined }), content)).toBe(0);
    expect(requests[1]?.headers.range).toBe(`bytes=${half}-`);
    expect(await partials()).toEqual([]);
  });

  test('starts anew when the file on the server has changed meanwhile', async () => {
    const { arrived, onProgress } = arrivalOf(100_000);
    const changed = content.map((byte) => byte ^ 0xff);
    const before = fileServer(content, { breakAfter: 100_000, broken: arrived });
    const after = fileServer(changed, { etag: '"two"' });
    const { url, requests } = await serve((request, response) =>
      (requests.length === 1 ? before : after)(request, response),
    );
    expect(Buffer.compare(await read(url, { onProgress }), changed)).toBe(0);
    expect(requests[1]?.headers['if-range']).toBe('"one"');
  });

  test('takes over what a killed process left behind, but not what a live one is writing', async () => {
    const { url, requests } = await serve(fileServer(content));
    await read(url);
    const [cached = ''] = await readdir(cacheDirectory);
    const key = cached.slice(0, 32);
    const other = await temporaryDirectory();
    const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
    // No process has the largest number there can be; this one is certainly alive.
    const dead = join(other, `${key}.${host}.4194304999.x.part`);
    const live = join(other, `${key}.${host}.${process.ppid}.y.part`);
    for (const [directory, size] of [
      [dead, 5000],
      [live, 9000],
    ] as const) {
      await mkdir(directory);
      await writeFile(join(directory, 'data'), content.subarray(0, size));
      await writeFile(join(directory, 'state.json'), '{"validator":"\\"one\\""}');
    }
    expect(Buffer.compare(await read(url, { cacheDirectory: other }), content)).toBe(0);
    expect(requests[1]?.headers.range).toBe('bytes=5000-');
    expect((await readdir(other)).sort()).toEqual(
      [cached, `${key}.${host}.${process.ppid}.y.part`].sort(),
    );
    expect(await readFile(join(live, 'data'))).toHaveLength(9000);
  });

  test('does not continue without proof that the file is the same', async () => {
    const { arrived, onProgress } = arrivalOf(1000);
    const { url, requests } = await serve(
      fileServer(content, { etag: null, breakAfter: 1000, broken: arrived }),
    );
    expect(Buffer.compare(await read(url, { onProgress }), content)).toBe(0);
    expect(requests[1]?.headers.range).toBeUndefined();
  });

  test('of the same file by several at once is one request, and each has the whole', async () => {
    const { url, requests } = await serve(fileServer(content));
    const all = await Promise.all(Array.from({ length: 5 }, () => read(url)));
    for (const bytes of all) expect(Buffer.compare(bytes, content)).toBe(0);
    expect(requests).toHaveLength(1);
  });

  test('goes on for the others when one of them aborts', async () => {
    const controller = new AbortController();
    const { arrived, onProgress } = arrivalOf(1000);
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000));
      finished.then(() => response.end(content.subarray(1000)));
    });
    const one = rejection(read(url, { signal: controller.signal, onProgress }));
    await arrived;
    const other = read(url);
    await sleep(20);
    controller.abort();
    expect((await one).name).toBe('AbortError');
    finish();
    expect(Buffer.compare(await other, content)).toBe(0);
  });

  test('that was stopped is not joined by who comes too late for it', async () => {
    const { url } = await serve(fileServer(content));
    for (let turn = 0; turn < 20; turn++) {
      const controller = new AbortController();
      const own = join(cacheDirectory, String(turn));
      const options = { cacheDirectory: own, signal: controller.signal };
      const one = read(url, options).catch((error: Error) => error.name);
      const others = Array.from({ length: 3 }, async (_, index) => {
        for (let wait = 0; wait < turn * index; wait++) await null;
        return read(url, { cacheDirectory: own });
      });
      controller.abort();
      expect(await one).toBe('AbortError');
      for (const bytes of await Promise.all(others)) {
        expect(Buffer.compare(bytes, content)).toBe(0);
      }
    }
  });

  test('that keeps breaking at the same place is an error that says where', async () => {
    let response: ServerResponse | undefined;
    const { url, requests } = await serve((_, answer) => {
      response = answer.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000));
    });
    const onProgress = () => response?.destroy();
    const error = await rejection(read(url, { onProgress }));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('broke off after 1000 of 300000 bytes');
    expect(requests).toHaveLength(2);
  });

  test.each([
    [404, 'answered 404 Not Found. Check the address.'],
    [403, 'answered 403 Forbidden. It may need a login'],
    [500, 'answered 500 Internal Server Error. Try again later.'],
    [206, 'answered 206'],
  ])('answered with %i is an error that says so, without secrets', async (status, message) => {
    const { url } = await serve((_, response) => response.writeHead(status).end('no'));
    const error = await rejection(read(url));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('secret');
    expect(await readdir(cacheDirectory)).toEqual([]);
  });

  test('from nowhere is an error that says why', async () => {
    const { url, server } = await serve(fileServer(content));
    server.closeAllConnections();
    server.close();
    const error = await rejection(read(url));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toMatch(/could not be downloaded: .*ECONNREFUSED/);
  });

  test('needs a cache directory that can be made', async () => {
    const { url } = await serve(fileServer(content));
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    const error = await rejection(read(url, { cacheDirectory: file }));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.message).toContain('cache directory');
  });
});
