import type { ItemOrVector } from '@tovec/vectors';
import type { Context } from '../context.js';
import type { LoadedEncoder } from '../files/load-encoder.js';
import { namesOf } from '../output/names.js';

/**
 * Items as a query takes them: those of the table as they are; for others, where the encoder can
 * compose one, a vector, and a word about it on stderr.
 */
export async function resolveItems(
  { encoder, vectors }: LoadedEncoder,
  items: readonly string[],
  { signal, note }: Context,
): Promise<ItemOrVector[]> {
  const unseen = [...new Set(items.filter((item) => !vectors?.has(item)))];
  if (encoder.capabilities.missing !== 'compose' || unseen.length === 0) return [...items];
  const embeddings = await encoder.encode(unseen, { signal });
  const composed = new Map(
    embeddings.notes
      .filter(({ kind }) => kind === 'composed')
      .map(({ row }) => [unseen[row]!, embeddings.row(row)]),
  );
  if (composed.size > 0) {
    await note(`not in the vocabulary, composed of subwords: ${namesOf([...composed.keys()])}`);
  }
  return items.map((item) => composed.get(item) ?? item);
}
