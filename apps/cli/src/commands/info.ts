import { stat } from 'node:fs/promises';
import type { Items, JsonObject, JsonValue } from '@tovec/core';
import type { VectorFormat } from '@tovec/vectors';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { identify, type ModelFormat, type ModelIdentity } from '../files/identify.js';
import { loadEncoder } from '../files/load-encoder.js';
import { loadVectors } from '../files/load-vectors.js';
import { isPipe } from '../files/sources.js';
import { addExamples } from '../options/examples.js';
import { bytes, count } from '../output/numbers.js';
import { table } from '../output/table.js';

/** Items shown of a table. */
const firstItems = 5;

interface Info {
  readonly model: string;
  readonly format: ModelFormat;
  readonly bytes: number | null;
  readonly rows: number | null;
  readonly dimensions: number | null;
  readonly first: readonly string[];
  /** Of models only. */
  readonly encoder?: string;
  readonly config?: JsonObject;
  /** Of classifiers. */
  readonly labels?: readonly string[];
  readonly report?: JsonObject;
  readonly tensors?: readonly { name: string; dtype: string; shape: readonly number[] }[];
}

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a model file, or a file of vectors in any format')
    .action((model: string) => run(context, model));
  addExamples(command, [
    ['tovec info model.safetensors', 'Encoder, settings, training and tables'],
    ['tovec info vectors.bin --json', 'Format, rows and dimensions of any file of vectors'],
  ]);
}

async function run(context: Context, model: string) {
  const info = (await isPipe(model))
    ? await tableInfo(model, context)
    : await infoOf(model, await identify(model, context), context);
  await context.print(info, () => infoText(info));
}

async function infoOf(model: string, identity: ModelIdentity, context: Context): Promise<Info> {
  const { format, id, header } = identity;
  if (header) return { ...modelInfo(model, header), bytes: await sizeOf(model) };
  if (format !== 'fasttext-bin') return tableInfo(model, context, format as VectorFormat);
  const { config, fastText, classifier } = await loadEncoder(model, context);
  const items = (fastText ?? classifier)!.words;
  return {
    ...{ model, format, bytes: await sizeOf(model), rows: items.length },
    ...{ dimensions: Number(config.dimensions), first: firstOf(items) },
    ...{ encoder: id, config, ...(classifier && { labels: classifier.labels }) },
  };
}

/** Without reading the tables, however large they are. */
function modelInfo(
  model: string,
  header: NonNullable<ModelIdentity['header']>,
): Omit<Info, 'bytes'> {
  const { encoder, config, report, items, tensors } = header;
  const shape = tensors.find(({ name }) => name === 'vectors')?.shape;
  const { dimensions } = config;
  return {
    ...{ model, format: 'tovec', rows: shape?.[0] ?? items?.length ?? null },
    dimensions: shape?.[1] ?? (typeof dimensions === 'number' ? dimensions : null),
    ...{ first: items ? firstOf(items) : [], encoder, config, ...(report && { report }) },
    tensors: tensors.map(({ name, dtype, shape }) => ({ name, dtype, shape })),
  };
}

/** Reads all of it: other formats do not say how many rows there are, or not truly. */
async function tableInfo(model: string, context: Context, format?: VectorFormat): Promise<Info> {
  const vectors = await loadVectors(model, context, { format });
  const { size: rows, dimensions, items, reading } = vectors;
  const { format: found } = reading!;
  return {
    model,
    format: found,
    bytes: await sizeOf(model),
    rows,
    dimensions,
    first: firstOf(items),
  };
}

function firstOf(items: Items): string[] {
  const length = Math.min(items.length, firstItems);
  return Array.from({ length }, (_, row) => items.at(row));
}

async function sizeOf(model: string): Promise<number | null> {
  const found = await stat(model).catch(() => undefined);
  return found?.size ?? null;
}

function infoText(info: Info): string {
  const known = (value: number | null) => (value === null ? 'unknown' : count(value));
  const rows: [string, string][] = [
    ['format', info.format],
    ...(info.encoder === undefined ? [] : ([['encoder', info.encoder]] as [string, string][])),
    ['size', info.bytes === null ? 'unknown' : bytes(info.bytes)],
    ['rows', known(info.rows)],
    ['dimensions', known(info.dimensions)],
    ['first items', info.first.join(' ')],
    ...(info.labels ? [labelsRow(info.labels)] : []),
    ...entriesOf('config', info.config),
    ...entriesOf('report', info.report),
    ...(info.tensors ?? []).map(({ name, dtype, shape }): [string, string] => [
      `tensor ${name}`,
      `${dtype} ${shape.join(' × ')}`,
    ]),
  ];
  return table(rows);
}

function labelsRow(labels: readonly string[]): [string, string] {
  const more = labels.length > firstItems ? ' …' : '';
  return ['labels', `${count(labels.length)}: ${labels.slice(0, firstItems).join(' ')}${more}`];
}

function entriesOf(name: string, values: JsonObject = {}): [string, string][] {
  return Object.entries(values).map(([key, value]) => [`${name} ${key}`, shown(value)]);
}

/** Settings and measurements as people read them: whole numbers whole, others to three digits. */
function shown(value: JsonValue | undefined): string {
  if (Number.isInteger(value)) return String(value);
  if (typeof value === 'number') return String(Number(value.toPrecision(3)));
  if (Array.isArray(value)) return value.map(shown).join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, part]) => `${key} ${shown(part)}`);
  return entries.join(', ');
}
