import { describeValue } from '../describe-value.js';
import { ModelFileError } from '../errors/model-file-error.js';
import { decodeUtf8, isValidUtf8 } from '../files/utf8.js';
import type { Source } from '../sources/source.js';
import type { Header } from './parse-header.js';
import { scanJson } from './scan-json.js';

/** Which file holds which tensors, as `model.safetensors.index.json` says. */
export type ShardIndex = ReadonlyMap<string, ReadonlySet<string>>;

/** Deeper ones are an attack or an accident; what stands beside the map is free. */
const MAX_DEPTH = 16;

/** Whether a source is an index, by its name: nothing else ends in `.json`. */
export function isShardIndex(source: Source): source is string | URL {
  if (typeof source === 'string') return /\.json$/i.test(source);
  return source instanceof URL && /\.json$/i.test(source.pathname);
}

/**
 * Reads the JSON of an index, believing nothing of it: `{ "weight_map": { tensor: shard } }`.
 *
 * @throws ModelFileError when it is something else, or a shard would not lie beside it
 */
export function parseShardIndex(bytes: Uint8Array, file: string): ShardIndex {
  const fail = (message: string): never => {
    throw new ModelFileError(`the index of shards ${message}`, { file });
  };
  if (!isValidUtf8(bytes)) fail('is not valid UTF-8');
  const text = decodeUtf8(bytes).replace(/^\uFEFF/, '');
  const complaint = scanJson(text, MAX_DEPTH);
  if (complaint !== undefined) fail(complaint.message);
  const map = weightMapOf(text, fail);
  const shards = new Map<string, Set<string>>();
  for (const [tensor, shard] of Object.entries(map)) {
    if (typeof shard !== 'string') {
      return fail(`gives ${describeValue(shard)} as the file of ${describeValue(tensor)}`);
    }
    if (!isFileName(shard)) {
      fail(`names the shard ${describeValue(shard)}, but shards lie beside their index`);
    }
    const tensors = shards.get(shard);
    if (tensors === undefined) shards.set(shard, new Set([tensor]));
    else tensors.add(tensor);
  }
  if (shards.size === 0) fail('names no tensor');
  return shards;
}

function weightMapOf(text: string, fail: (message: string) => never): object {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return fail(`is not JSON (${(error as Error).message})`);
  }
  const map = (content as { weight_map?: unknown } | null)?.weight_map;
  if (typeof map !== 'object' || map === null || Array.isArray(map)) {
    return fail('has no object weight_map');
  }
  return map;
}

/** No way out of the directory, on any system, and no address of its own. */
function isFileName(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !/[/\\:\0]|^\.\.?$/.test(name);
}

/** Where a shard lies: beside its index. */
export function besideIndex(index: string | URL, shard: string): string | URL {
  if (typeof index !== 'string') return new URL(encodeURIComponent(shard), index);
  return index.slice(0, Math.max(index.lastIndexOf('/'), index.lastIndexOf('\\')) + 1) + shard;
}

/** Holds what the index promised of a shard against what is in it. */
export function checkShard(header: Header, promised: ReadonlySet<string>, file: string): void {
  const found = new Set(header.tensors.map(({ name }) => name));
  const lost = [...promised].filter((name) => !found.has(name));
  const extra = [...found].filter((name) => !promised.has(name));
  const problems = [
    lost.length > 0 && `lacks ${listed(lost)}, which the index places here`,
    extra.length > 0 && `has ${listed(extra)}, which the index does not place here`,
  ].filter((problem) => problem !== false);
  if (problems.length > 0) throw new ModelFileError(`it ${problems.join(', and ')}`, { file });
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(describeValue).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
