// A file server for the tests of downloads; not exported.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ProgressEvent } from '../progress/progress-event.js';

/** A server on this machine, and what it was asked for. */
export async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/models/a.bin?token=secret`), requests, server };
}

/**
 * Answers like a file server: whole, or the range asked for while the ETag is still right. The
 * first answer breaks off after some bytes when `broken` says so.
 */
export function fileServer(
  bytes: Uint8Array,
  { etag = '"one"' as string | null, breakAfter = Infinity, broken = Promise.resolve() } = {},
) {
  let answers = 0;
  return (request: IncomingMessage, response: ServerResponse) => {
    const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const from = asked !== null && request.headers['if-range'] === etag ? Number(asked[1]) : 0;
    const rest = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': rest.length,
      ...(etag !== null && { etag }),
      ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (answers++ > 0 || breakAfter >= rest.length) {
      response.end(rest);
    } else {
      response.write(rest.subarray(0, breakAfter));
      broken.then(() => response.destroy());
    }
  };
}

/** A moment that the reader decides: when so many bytes have come. */
export function arrivalOf(bytes: number) {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const onProgress = ({ done }: ProgressEvent) => {
    if (done === bytes) arrive();
  };
  return { arrived, onProgress };
}
