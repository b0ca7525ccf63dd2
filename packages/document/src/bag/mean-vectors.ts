import { type Encoder, encode, type RowNote } from '@tovec/core';

/** Words without a vector that a note names at most. */
const mostNamed = 5;

/** The weighted mean of the vectors of each text's words; what has no vector is left out. */
export async function meanVectors(
  texts: readonly (readonly string[])[],
  words: Encoder<string>,
  weightOf: (word: string) => number,
  signal: AbortSignal | undefined,
): Promise<{ vectors: Float32Array; notes: RowNote[] }> {
  const { dimensions } = words;
  const rows = new Map<string, number>();
  for (const text of texts) for (const word of text) if (!rows.has(word)) rows.set(word, rows.size);
  const table = await encode(words, [...rows.keys()], { signal });
  const missing = new Set(
    table.notes.filter(({ kind }) => kind === 'missing').map(({ row }) => row),
  );
  const vectors = new Float32Array(texts.length * dimensions);
  const notes: RowNote[] = [];
  const sum = new Float64Array(dimensions);
  for (const [at, text] of texts.entries()) {
    sum.fill(0);
    let known = 0;
    const unknown: string[] = [];
    for (const word of text) {
      const row = rows.get(word)!;
      if (missing.has(row)) {
        unknown.push(word);
        continue;
      }
      known++;
      const weight = weightOf(word);
      for (let d = 0; d < dimensions; d++) {
        sum[d] = sum[d]! + weight * table.data[row * dimensions + d]!;
      }
    }
    if (known > 0)
      vectors.set(
        sum.map((value) => value / known),
        at * dimensions,
      );
    const note = noteOf(known, unknown);
    if (note) notes.push({ row: at, ...note });
  }
  return { vectors, notes };
}

function noteOf(known: number, unknown: readonly string[]): Omit<RowNote, 'row'> | undefined {
  if (known === 0) {
    const message =
      unknown.length === 0 ? 'it has no words' : `no word of it has a vector: ${list(unknown)}`;
    return { kind: 'missing', message };
  }
  if (unknown.length === 0) return undefined;
  const words = known + unknown.length;
  const message = `${unknown.length} of ${words} words have no vector: ${list(unknown)}`;
  return { kind: 'composed', message };
}

function list(words: readonly string[]): string {
  const named = [...new Set(words)];
  return named.slice(0, mostNamed).join(', ') + (named.length > mostNamed ? ', …' : '');
}
