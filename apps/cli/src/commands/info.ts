import { stat } from 'node:fs/promises';
import { type JsonObject, type JsonValue, openSource, readModelFile } from '@tovec/core';
import { sniffVectorFormat, type VectorFormat } from '@tovec/vectors';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { loadVectors } from '../files/load-vectors.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';
import { bytes, count } from '../output/numbers.js';
import { table } from '../output/table.js';

/** Items shown of a table. */
const firstItems = 5;

interface Info {
  readonly model: string;
  readonly format: VectorFormat;
  readonly bytes: number | null;
  readonly rows: number | null;
  readonly dimensions: number | null;
  readonly first: readonly string[];
  /** Of tovec models only. */
  readonly encoder?: string;
  readonly config?: JsonObject;
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
  const format = await formatOf(model, context);
  const info =
    format === 'tovec'
      ? await modelInfo(model, context)
      : await vectorsInfo(model, format, context);
  await context.print(info, () => infoText(info));
}

async function formatOf(model: string, { signal }: Context): Promise<VectorFormat> {
  await using reader = await openSource(sourceOf(model), { signal });
  return await sniffVectorFormat(reader);
}

/** Without reading the tables, however large they are. */
async function modelInfo(model: string, { signal }: Context): Promise<Info> {
  const tensors: { name: string; dtype: string; shape: readonly number[] }[] = [];
  const { encoder, config, report, items } = await readModelFile(sourceOf(model), {
    signal,
    select({ name, dtype, shape }) {
      tensors.push({ name, dtype, shape });
      return 'skip';
    },
  });
  const shape = tensors.find(({ name }) => name === 'vectors')?.shape;
  const first = Array.from({ length: Math.min(items?.length ?? 0, firstItems) }, (_, row) =>
    items!.at(row),
  );
  return {
    ...{ model, format: 'tovec', bytes: await sizeOf(model) },
    ...{ rows: shape?.[0] ?? items?.length ?? null, dimensions: shape?.[1] ?? null, first },
    ...{ encoder, config, ...(report && { report }), tensors },
  };
}

/** Reads all of it: other formats do not say how many rows there are, or not truly. */
async function vectorsInfo(model: string, format: VectorFormat, context: Context): Promise<Info> {
  const vectors = await loadVectors(model, context, { format });
  const { size, dimensions } = vectors;
  const first = Array.from({ length: Math.min(size, firstItems) }, (_, row) => vectors.itemAt(row));
  return { model, format, bytes: await sizeOf(model), rows: size, dimensions, first };
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
    ...entriesOf('config', info.config),
    ...entriesOf('report', info.report),
    ...(info.tensors ?? []).map(({ name, dtype, shape }): [string, string] => [
      `tensor ${name}`,
      `${dtype} ${shape.join(' × ')}`,
    ]),
  ];
  return table(rows);
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
