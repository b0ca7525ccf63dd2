import { describeValue, InvalidInputError, type Source } from '@tovec/core';
import type { DatasetIdentity } from '../results/result.js';
import { datasetDirectory, sha256OfFiles, topicOf } from './dataset-files.js';
import { baseName, type ReadDatasetOptions, readDatasetLines } from './dataset-lines.js';

/** Words that belong together, and words that do not belong to them. */
export interface OutlierGroup {
  readonly name: string;
  readonly members: readonly string[];
  readonly outliers: readonly string[];
}

export interface OutlierDataset extends DatasetIdentity {
  readonly groups: readonly OutlierGroup[];
}

/**
 * Reads groups of words with outliers in the format of the 8-8-8 dataset (Camacho-Collados and
 * Navigli 2016; WikiSem500 has it too): a file for each group, with its members a line each, an
 * empty line, then the outliers. Give a directory of such `.txt` files, one file, or a list of them.
 * The SHA-256 of several is that of what `sha256sum *.txt` prints.
 *
 * @throws ModelFileError naming file and line when a group has fewer than two members, no outliers,
 *   or a word twice; SourceError when the source cannot be read
 * @example
 * ```ts
 * import { readOutliers } from '@tovec/eval';
 *
 * const file = new TextEncoder().encode('January\nMarch\nMay\n\nMonday\nsummer\n');
 * const { groups } = await readOutliers(file, { name: 'months' });
 * console.log(groups[0]?.members.length, groups[0]?.outliers); // 3 [ 'Monday', 'summer' ]
 * ```
 */
export async function readOutliers(
  source: Source | readonly Source[],
  options: ReadDatasetOptions = {},
): Promise<OutlierDataset> {
  const { name, ...rest } = options;
  const directory = isList(source) ? undefined : await datasetDirectory(source);
  const sources: readonly Source[] =
    directory?.files.map(({ path }) => path) ?? (isList(source) ? source : [source as Source]);
  if (sources.length === 0) {
    throw new InvalidInputError('A list of files was expected, but it is empty.', {
      ...{ argument: 'source', given: source },
    });
  }
  const read: { name: string; sha256: string; group: OutlierGroup }[] = [];
  for (const one of sources) read.push(await readGroup(one, rest));
  const [first] = read;
  const alone = directory === undefined && read.length === 1;
  return {
    name: name ?? directory?.name ?? topicOf(first!.name),
    sha256: alone ? first!.sha256 : await sha256OfFiles(read),
    groups: read.map(({ group }) => (alone && name ? { ...group, name } : group)),
  };
}

function isList(source: Source | readonly Source[]): source is readonly Source[] {
  return Array.isArray(source);
}

async function readGroup(source: Source, options: Omit<ReadDatasetOptions, 'name'>) {
  const members: string[] = [];
  const outliers: string[] = [];
  const seen = new Set<string>();
  let list = members;
  const end = await readDatasetLines(
    source,
    options,
    (word, fail) => {
      if (seen.has(word)) throw fail(`${describeValue(word)} is there twice`);
      seen.add(word);
      list.push(word);
    },
    {
      takeBlank: () => {
        if (members.length > 0) list = outliers;
      },
    },
  );
  if (members.length < 2) {
    throw end.fail(
      `there are ${members.length} words that belong together; two are needed at least, one a line`,
    );
  }
  if (outliers.length === 0) {
    throw end.fail(
      'there are no outliers; they are expected below the words that belong together and an empty line',
    );
  }
  const group = { name: topicOf(end.name), members, outliers };
  return { name: baseName(end.name), sha256: end.sha256, group };
}
