import { type Embeddings, SourceError } from '@tovec/core';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { openInput } from '../files/input.js';
import { loadEncoder } from '../files/load-encoder.js';
import { readLines } from '../files/read-lines.js';
import { encodeFormatOf, encodeFormats, writeEmbeddings } from '../files/write-embeddings.js';
import { addExamples } from '../options/examples.js';
import { namesOf } from '../output/names.js';
import { count, float32 } from '../output/numbers.js';
import { writeOut } from '../output/write-out.js';

interface Options {
  readonly input?: string;
  readonly out?: string;
}

/** Characters written at a time. */
const pieceLength = 1 << 16;

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a file of vectors, in any format that `tovec convert` reads')
    .option('--input <file>', 'the items, one a line (default: stdin)')
    .option('--out <file>', `what to write: ${encodeFormats.join(', ')} (default: text on stdout)`)
    .action((model: string, options: Options) => run(context, model, options));
  command.addHelpText(
    'after',
    `
Row i belongs to line i. An item that the model does not know becomes a row of zeros, or is composed of its
subwords where the model has them, and is named on stderr. A model of documents takes a text a line, and
infers its vector.`,
  );
  addExamples(command, [
    ['printf "king\\nqueen\\n" | tovec encode model.safetensors', 'Two vectors, as text'],
    [
      'tovec encode doc2vec.safetensors --input documents.txt --out vectors.npy',
      'Vectors of documents that the model has not seen',
    ],
    [
      'tovec encode model.safetensors --input items.txt --out vectors.npy',
      'A NumPy array, with the items in vectors.words.txt',
    ],
  ]);
}

async function run(context: Context, model: string, { input, out }: Options) {
  const { signal, onProgress } = context;
  const format = out === undefined ? undefined : encodeFormatOf(out);
  if (out !== undefined && format === undefined) {
    throw new UsageError(
      `the name ${out} does not say in which format to write; it must end in ${encodeFormats.join(', ')}`,
    );
  }
  const { encoder } = await loadEncoder(model, context);
  const items = await readItems(input, signal);
  const embeddings = await encoder.encode(items, { signal, onProgress });
  const composes = encoder.capabilities.missing === 'compose';
  const missing = await sayNotes(context, embeddings, items, 'missing');
  const composed = await sayNotes(context, embeddings, items, composes ? 'composed' : 'partial');

  const { rows, dimensions } = embeddings;
  const summary = { model, rows, dimensions, missing, ...(composes && { composed }) };
  if (out !== undefined && format !== undefined) {
    await writeEmbeddings(out, format, items, embeddings, { signal, onProgress });
    await context.print({ ...summary, out }, () => `${out}: ${count(rows)} × ${dimensions}`);
  } else if (context.json) {
    const values = Array.from(embeddings, (row) => Array.from(row, (x) => Number(float32(x))));
    await context.print({ ...summary, items, vectors: values }, () => '');
  } else {
    await printRows(items, embeddings, signal);
  }
}

/** `item numbers…` a line, as GloVe writes it. */
async function printRows(items: readonly string[], embeddings: Embeddings, signal: AbortSignal) {
  let text = '';
  for (const [row, item] of items.entries()) {
    text += `${item} ${Array.from(embeddings.row(row), float32).join(' ')}\n`;
    if (text.length < pieceLength && row < items.length - 1) continue;
    signal.throwIfAborted();
    await writeOut(text);
    text = '';
  }
}

async function readItems(input: string | undefined, signal: AbortSignal): Promise<string[]> {
  const { reader, name } = await openInput(input, 'items', signal);
  await using _ = reader;
  const items = await readLines(reader);
  if (items.length > 0) return items;
  throw new SourceError(`there are no items in ${name}`);
}

const meanings = {
  missing: 'are zeros, for items without a vector',
  composed: 'are composed of subwords, for items that are not in the vocabulary',
  partial: 'leave out words that have no vector',
};

/** Says on stderr which items have a note of one kind; returns them. */
async function sayNotes(
  { note }: Context,
  { rows, notes }: Embeddings,
  items: readonly string[],
  kind: keyof typeof meanings,
): Promise<string[]> {
  const noted = notes.filter((other) => other.kind === (kind === 'partial' ? 'composed' : kind));
  const names = [...new Set(noted.map(({ row }) => items[row]!))];
  if (names.length > 0) {
    await note(
      `${count(noted.length)} of ${count(rows)} rows ${meanings[kind]}: ${namesOf(names)}`,
    );
  }
  return names;
}
