/** Parts of speech, coarse enough to tell apart by colour. */
export const partsOfSpeech = [
  'noun',
  'name',
  'verb',
  'adjective',
  'adverb',
  'pronoun',
  'number',
  'function word',
] as const;

export type PartOfSpeech = (typeof partsOfSpeech)[number];

/** Brown's tags by how they begin; the first that fits decides. */
const byPrefix: readonly (readonly [prefix: RegExp, part: PartOfSpeech])[] = [
  [/^np/, 'name'],
  [/^n[nr]/, 'noun'],
  [/^(vb|be|hv|do|md)/, 'verb'],
  [/^jj/, 'adjective'],
  [/^(rb|rn|rp|ql)/, 'adverb'],
  [/^(pp|pn|wp)/, 'pronoun'],
  [/^(cd|od)/, 'number'],
];

/**
 * What a tag of the Brown corpus says about its word: `nns-tl` (plural noun, in a title) is a noun.
 * Articles, conjunctions, prepositions and whatever is small and common are function words.
 *
 * @see Francis and Kučera, Brown Corpus Manual (1979), "List of tags"
 */
export function partOfSpeech(tag: string): PartOfSpeech {
  const plain = tag.replace(/^fw-/, '');
  return byPrefix.find(([prefix]) => prefix.test(plain))?.[1] ?? 'function word';
}
