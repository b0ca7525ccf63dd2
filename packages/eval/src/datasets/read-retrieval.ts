import { describeValue, type ModelFileError, type Source } from '@tovec/core';
import { sha256OfFiles } from './dataset-files.js';
import { type DatasetEnd, type ReadDatasetOptions, readDatasetLines } from './dataset-lines.js';
import type { RetrievalDataset, RetrievalDocument } from './retrieval-dataset.js';

/** The three files of a retrieval, as BEIR has them. */
export interface RetrievalSources {
  /** `corpus.jsonl`: `{"_id", "title", "text"}` a line; or an id, a tab and a text. */
  readonly corpus: Source;
  /** `queries.jsonl`, likewise. */
  readonly queries: Source;
  /**
   * `qrels/test.tsv`: the ids of a query and of a document, and how relevant it is, between tabs,
   * below a header. Or trec_eval's four columns: query, 0, document, relevance.
   */
  readonly qrels: Source;
}

/** A document is one line, and may be a book. */
const mostLineBytes = 1 << 24;

/**
 * Reads a corpus, queries and judgments in the format of BEIR (Thakur et al. 2021). Title and text of
 * a document are joined by a blank. Queries without judgments are left out, as BEIR does: its file of
 * queries is that of all splits.
 *
 * @throws ModelFileError naming file and line when one is wrong, has an id twice or names one that is
 *   not there; SourceError when a source cannot be read
 * @example
 * ```ts
 * import { readRetrieval } from '@tovec/eval';
 *
 * const file = (text: string) => new TextEncoder().encode(text);
 * const { corpus, queries } = await readRetrieval({
 *   corpus: file('{"_id": "d1", "title": "Cats", "text": "sleep all day."}\n'),
 *   queries: file('{"_id": "q1", "text": "Who sleeps all day?"}\n'),
 *   qrels: file('query-id\tcorpus-id\tscore\nq1\td1\t1\n'),
 * });
 * console.log(corpus[0]?.input, queries[0]?.relevant); // Cats sleep all day. Map(1) { 'd1' => 1 }
 * ```
 */
export async function readRetrieval(
  { corpus, queries, qrels }: RetrievalSources,
  options: ReadDatasetOptions = {},
): Promise<RetrievalDataset> {
  const { name, ...rest } = options;
  const documents = await readTexts(corpus, rest, 'documents');
  const asked = await readTexts(queries, rest, 'queries');
  const judged = await readJudgments(qrels, rest, asked.ids, documents.ids);
  const files = { corpus: documents.end, queries: asked.end, qrels: judged.end };
  return {
    name: name ?? judged.end.name,
    sha256: await sha256OfFiles(
      Object.entries(files).map(([part, { sha256 }]) => ({ name: part, sha256 })),
    ),
    corpus: documents.texts,
    queries: asked.texts.flatMap((query) => {
      const relevant = judged.judgments.get(query.id);
      return relevant ? [{ ...query, relevant }] : [];
    }),
  };
}

interface Texts {
  readonly texts: RetrievalDocument[];
  readonly ids: ReadonlySet<string>;
  readonly end: DatasetEnd;
}

async function readTexts(
  source: Source,
  options: ReadDatasetOptions,
  what: string,
): Promise<Texts> {
  const texts: RetrievalDocument[] = [];
  const ids = new Set<string>();
  const end = await readDatasetLines(
    source,
    options,
    (line, fail) => {
      const text = line.startsWith('{') ? fromJson(line, fail) : fromColumns(line, fail);
      if (ids.has(text.id)) throw fail(`the id ${describeValue(text.id)} is there twice`);
      ids.add(text.id);
      texts.push(text);
    },
    { mostLineBytes, comments: false },
  );
  if (texts.length === 0) throw end.fail(`there are no ${what} in it`);
  return { texts, ids, end };
}

type Fail = (problem: string) => ModelFileError;

function fromJson(line: string, fail: Fail): RetrievalDocument {
  let parsed: { readonly _id?: unknown; readonly title?: unknown; readonly text?: unknown };
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    throw fail(`this is no JSON: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  }
  const { _id: id, title = '', text } = parsed;
  const isId = (typeof id === 'string' && id !== '') || Number.isSafeInteger(id);
  if (!isId || typeof text !== 'string') {
    throw fail(`an object with '_id' and 'text' was expected, as BEIR has them`);
  }
  const isTitled = typeof title === 'string' && title !== '';
  return { id: String(id), input: (isTitled ? `${title} ${text}` : text).trim() };
}

function fromColumns(line: string, fail: Fail): RetrievalDocument {
  const tab = line.indexOf('\t');
  if (tab <= 0) {
    throw fail(`${describeValue(line)} is no text with its id; both were expected, between a tab`);
  }
  return { id: line.slice(0, tab).trim(), input: line.slice(tab + 1).trim() };
}

async function readJudgments(
  source: Source,
  options: ReadDatasetOptions,
  queries: ReadonlySet<string>,
  documents: ReadonlySet<string>,
) {
  const judgments = new Map<string, Map<string, number>>();
  let isFirst = true;
  const end = await readDatasetLines(
    source,
    options,
    (line, fail) => {
      const fields = line.split(line.includes('\t') ? '\t' : /[ \v\f\r]+/);
      const [query = '', document = '', given = ''] =
        fields.length === 4 ? [fields[0], fields[2], fields[3]] : fields;
      const relevance = given.trim() === '' ? Number.NaN : Number(given);
      const isHeader = isFirst && !Number.isFinite(relevance);
      isFirst = false;
      if (isHeader) return;
      if (fields.length < 3 || fields.length > 4 || !Number.isFinite(relevance)) {
        throw fail(
          `${describeValue(line)} is no judgment; a query's id, a document's and a number were expected`,
        );
      }
      for (const [id, ids, what] of [
        [query, queries, 'query'],
        [document, documents, 'document'],
      ] as const) {
        if (!ids.has(id)) throw fail(`there is no ${what} with the id ${describeValue(id)}`);
      }
      const own = judgments.get(query) ?? new Map<string, number>();
      // trec_eval takes what is below 0 for not relevant.
      own.set(document, Math.max(0, relevance));
      judgments.set(query, own);
    },
    { mostLineBytes, comments: false },
  );
  if (judgments.size === 0) throw end.fail('there are no judgments in it');
  return { judgments, end };
}
