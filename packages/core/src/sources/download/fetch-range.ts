import { SourceError } from '../../errors/source-error.js';
import { displayName } from './display-name.js';

export interface RangeResponse {
  /** Where the body begins: what was asked for, or 0 when the server sends the whole file. */
  readonly from: number;
  /** The size of the whole file, where the server says. */
  readonly total: number | undefined;
  /** Proves later that the file is still the same; absent where the server gives no proof. */
  readonly validator: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Asks for the file from byte `from` on, provided that it is still the one `validator` stands for;
 * otherwise the server sends all of the new one.
 *
 * @throws SourceError when the server cannot be reached or refuses
 */
export async function fetchRange(
  url: URL,
  from: number,
  validator: string | undefined,
  signal: AbortSignal | undefined,
): Promise<RangeResponse> {
  // Compressed on the way, the sizes would not be those of the file.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (from > 0 && validator !== undefined) {
    headers.range = `bytes=${from}-`;
    headers['if-range'] = validator;
  }
  const response = await request(url, headers, signal);
  if (response.status === 200) {
    return { from: 0, total: contentLength(response), ...parts(response) };
  }
  if (response.status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
    if (range !== null && Number(range[1]) === from) {
      const total = range[2] === '*' ? undefined : Number(range[2]);
      return { from, total, ...parts(response) };
    }
  }
  await response.body?.cancel();
  if (headers.range !== undefined && (response.status === 206 || response.status === 416)) {
    return fetchRange(url, 0, undefined, signal);
  }
  const answer = `${response.status} ${response.statusText}`.trimEnd();
  throw new SourceError(
    `${displayName(url)} could not be downloaded: the server answered ${answer}. ` +
      adviceFor(response.status),
    { source: displayName(url) },
  );
}

async function request(
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  try {
    return await fetch(url, { headers, signal: signal ?? null });
  } catch (cause) {
    signal?.throwIfAborted();
    const { cause: inner } = cause as { cause?: unknown };
    const why = inner instanceof Error ? inner.message : (cause as Error).message;
    throw new SourceError(
      `${displayName(url)} could not be downloaded: ${why || 'no connection'}. ` +
        'Check the address and the network, or download the file yourself and give its path.',
      { source: displayName(url), cause },
    );
  }
}

function parts(response: Response): Pick<RangeResponse, 'validator' | 'body'> {
  const etag = response.headers.get('etag');
  // A weak ETag does not promise the same bytes.
  const strong = etag?.startsWith('W/') ? undefined : etag;
  const validator = strong ?? response.headers.get('last-modified') ?? undefined;
  // Node's streams can be iterated; the type does not say so where the DOM's types are loaded too.
  const body = response.body as unknown as AsyncIterable<Uint8Array> | null;
  return { validator, body: body ?? nothing() };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function contentLength(response: Response): number | undefined {
  const encoding = response.headers.get('content-encoding') ?? 'identity';
  const length = response.headers.get('content-length');
  return length === null || encoding !== 'identity' ? undefined : Number(length);
}

function adviceFor(status: number): string {
  if (status === 404 || status === 410) return 'Check the address.';
  if (status === 401 || status === 403) {
    return 'It may need a login: download the file yourself and give its path.';
  }
  return 'Try again later.';
}
