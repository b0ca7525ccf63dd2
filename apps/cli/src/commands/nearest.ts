import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { type LoadedEncoder, loadEncoder, tableOf } from '../files/load-encoder.js';
import { writeContactSheet } from '../files/write-contact-sheet.js';
import { checkPlace } from '../files/writers.js';
import { addExamples } from '../options/examples.js';
import { integer, number } from '../options/parse.js';
import { refuseGiven } from '../options/refuse.js';
import { groupTables, neighborTable } from '../output/neighbors.js';
import { count } from '../output/numbers.js';
import { itemOfFile } from '../queries/file-names.js';
import {
  duplicatesIn,
  type NearGroup,
  nearestOfAll,
  nearestOfEach,
} from '../queries/near-groups.js';
import { resolveItems } from '../queries/resolve-items.js';

interface Options {
  readonly top: number;
  readonly plus?: readonly string[];
  readonly minus?: readonly string[];
  readonly all?: true;
  readonly duplicates?: true;
  readonly minSimilarity: number;
  readonly html?: string;
  readonly images: string;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<model>', 'a file of vectors, in any format that `tovec convert` reads')
    .argument('[items...]', 'the items whose neighbours to find')
    .option('--top <n>', 'how many to find', integer({ min: 1 }), 10)
    .option('--plus <item...>', 'items to add')
    .option('--minus <item...>', 'items to subtract')
    .option('--all', 'the neighbours of every item')
    .optionsGroup('Near-duplicates:')
    .option('--duplicates', 'groups of items that are nearly the same')
    .option('--min-similarity <s>', 'from which cosine on', number({ above: 0 }), 0.95)
    .optionsGroup('Pictures:')
    .option('--html <file>', 'write a contact sheet as well: the pictures themselves on a page')
    .addOption(
      new Option('--images <folder>', 'where the pictures are that items are named after').default(
        '.',
        'here',
      ),
    )
    .action((model: string, items: string[], options: Options) =>
      run(context, command, model, items, options),
    );
  command.addHelpText(
    'after',
    `
An item that is a file can be given by any path that ends in its name, or by the end of it. The first item
of a group of duplicates is the one that most others are near to; scores are cosines with it.`,
  );
  addExamples(command, [
    ['tovec nearest model.safetensors king', 'The ten nearest'],
    ['tovec nearest model.safetensors king --minus man --plus woman', 'Of king − man + woman'],
    ['tovec nearest photos.npy cat.jpg --images photos --html sheet.html', 'Pictures, to look at'],
    [
      'tovec nearest photos.npy --duplicates --images photos --html duplicates.html',
      'Pictures that are nearly the same',
    ],
  ]);
}

async function run(
  context: Context,
  command: Command,
  model: string,
  items: readonly string[],
  options: Options,
) {
  checkUsage(command, items, options);
  const { html, images, duplicates, plus = [], minus = [] } = options;
  if (html !== undefined) await checkPlace(html);
  const loaded = await loadEncoder(model, context);
  const isSingle = items.length === 1;
  const groups = await findGroups(context, loaded, model, items, options);
  if (html !== undefined && groups.length > 0) {
    const what = duplicates
      ? `Groups of near-duplicates in ${model}: ${count(groups.length)}, from a similarity of ${options.minSimilarity} on.`
      : `The ${options.top} nearest in ${model}.`;
    await writeContactSheet(
      groups,
      {
        ...{ path: html, images, title: duplicates ? 'Near-duplicates' : 'Nearest pictures' },
        summary: [what, 'Numbers are the cosine with the first picture of a row.'],
      },
      context,
    );
  }
  const out = html === undefined || groups.length === 0 ? {} : { html };
  if (isSingle && !duplicates) {
    const { item, others: neighbors } = groups[0]!;
    await context.print({ model, item, plus, minus, neighbors, ...out }, () =>
      neighborTable(neighbors),
    );
    return;
  }
  const { minSimilarity } = options;
  await context.print(
    duplicates ? { model, minSimilarity, groups, ...out } : { model, queries: groups, ...out },
    () =>
      groups.length === 0
        ? `no two items have a similarity of ${minSimilarity} or more`
        : groupTables(groups),
  );
}

async function findGroups(
  context: Context,
  loaded: LoadedEncoder,
  model: string,
  items: readonly string[],
  { top, plus = [], minus = [], all, duplicates, minSimilarity }: Options,
): Promise<NearGroup[]> {
  const vectors = tableOf(loaded, model);
  if (duplicates) return duplicatesIn(vectors, minSimilarity, context);
  if (all) return nearestOfAll(vectors, top, context);
  const composes = loaded.encoder.capabilities.missing === 'compose';
  const found = [...items, ...plus, ...minus].map((item) =>
    composes ? item : itemOfFile(vectors, item),
  );
  const terms = await resolveItems(loaded, found, context);
  if (items.length > 1) return nearestOfEach(vectors, found, terms, top, context);
  // A single item is searched as it is; a sum is one of vectors at unit length.
  const added = 1 + plus.length;
  const query =
    terms.length === 1
      ? terms[0]!
      : { positive: terms.slice(0, added), negative: terms.slice(added) };
  return [{ item: found[0]!, others: vectors.nearest(query, { topK: top }) }];
}

/** Refuses what would be passed over without a word. */
function checkUsage(command: Command, items: readonly string[], options: Options): void {
  const { all, duplicates, html } = options;
  const isQuery = !all && !duplicates;
  if (isQuery && items.length === 0) {
    throw new UsageError("missing required argument 'items' (or --all, or --duplicates)");
  }
  if (!isQuery && items.length > 0) {
    throw new UsageError(`${duplicates ? '--duplicates' : '--all'} takes no items`);
  }
  if (all && duplicates) throw new UsageError('--all and --duplicates exclude each other');
  if (items.length !== 1) {
    refuseGiven(command, (name) => name === 'plus' || name === 'minus', 'is for a single item');
  }
  if (duplicates) refuseGiven(command, (name) => name === 'top', 'is not for --duplicates');
  else refuseGiven(command, (name) => name === 'minSimilarity', 'is for --duplicates');
  if (html === undefined) refuseGiven(command, (name) => name === 'images', 'is for --html');
}
