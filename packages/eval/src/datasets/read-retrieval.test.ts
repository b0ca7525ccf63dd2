import { ModelFileError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, rejection } from '../testing/bytes.js';
import { mutated } from '../testing/mutated.js';
import { readRetrieval } from './read-retrieval.js';
import { retrievalFromLabels } from './retrieval-from-labels.js';

const corpus =
  '{"_id": "d1", "title": "Cats", "text": "sleep.", "metadata": {}}\n' +
  '{"_id": "d2", "title": "", "text": "Cars drive."}\n{"_id": 3, "text": "Lorries are loud."}\n';
const queries = '{"_id": "q1", "text": "Who sleeps?"}\n{"_id": "q2", "text": "unjudged"}\n';
const qrels = 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq1\t3\t-1\n';

const read = (parts: Partial<Record<'corpus' | 'queries' | 'qrels', string | Uint8Array>>) => {
  const bytes = (part: string | Uint8Array) => (typeof part === 'string' ? bytesOf(part) : part);
  const all = { corpus, queries, qrels, ...parts };
  return readRetrieval({
    ...{ corpus: bytes(all.corpus), queries: bytes(all.queries), qrels: bytes(all.qrels) },
  });
};

describe('a retrieval', () => {
  test('is read as BEIR has it, without queries that nobody judged', async () => {
    const dataset = await read({});
    expect(dataset.corpus).toEqual([
      { id: 'd1', input: 'Cats sleep.' },
      { id: 'd2', input: 'Cars drive.' },
      { id: '3', input: 'Lorries are loud.' },
    ]);
    const relevant = new Map([
      ['d1', 2],
      ['d2', 0],
      ['3', 0],
    ]);
    expect(dataset.queries).toEqual([{ id: 'q1', input: 'Who sleeps?', relevant }]);
    expect(dataset.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await read({ qrels: qrels.replace('2', '1') })).sha256).not.toBe(dataset.sha256);
  });

  test('is read from columns, and from judgments of trec_eval', async () => {
    const dataset = await read({
      ...{ corpus: 'd1\tCats sleep.\nd2\tCars drive.\n', queries: 'q1\tWho sleeps?\n' },
      qrels: 'q1 0 d1 1\nq1 0 d2 0\n',
    });
    expect(dataset.corpus[1]).toEqual({ id: 'd2', input: 'Cars drive.' });
    expect(dataset.queries[0]?.relevant.get('d1')).toBe(1);
  });

  test.each([
    [{ corpus: '{"_id": "d1", "text": "a"\n' }, 'this is no JSON'],
    [{ corpus: '{"id": "d1", "text": "a"}\n' }, "an object with '_id' and 'text' was expected"],
    [{ corpus: 'd1 Cats\n' }, 'is no text with its id'],
    [{ corpus: `${corpus}d1\tCats\n` }, "the id 'd1' is there twice"],
    [{ corpus: '' }, 'there are no documents in it'],
    [{ qrels: 'q1\td9\t1\n' }, "there is no document with the id 'd9'"],
    [{ qrels: 'q9\td1\t1\n' }, "there is no query with the id 'q9'"],
    [{ qrels: 'q1\td1\t1\nq1\td2\n' }, '(line 2)'],
    [{ qrels: 'q1\td1\t1\nq1\td2\tyes\n' }, 'is no judgment'],
    [{ qrels: 'query-id\tcorpus-id\tscore\n' }, 'there are no judgments in it'],
  ])('is refused with file and line: %j', async (parts, message) => {
    const error = await rejection(read(parts));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });

  test('is read or refused, whatever is in its files', async () => {
    const files = fc.tuple(mutated(bytesOf(corpus)), mutated(bytesOf(qrels)));
    await fc.assert(
      fc.asyncProperty(files, async ([documents, judgments]) => {
        const found = await read({ corpus: documents, qrels: judgments }).catch(
          (error: unknown) => error,
        );
        if (found instanceof Error) expect(found).toBeInstanceOf(ModelFileError);
      }),
      { numRuns: 60 },
    );
  });

  test('is made of labelled items: those that share a label are relevant', () => {
    const items = [['x'], ['x', 'y'], ['y'], ['z']].map((labels, at) => ({
      item: `${at}`,
      labels,
    }));
    const { queries: asked } = retrievalFromLabels({ name: 'labels', items });
    expect(asked.map(({ relevant }) => [...relevant.keys()].join(' '))).toEqual([
      ...['0 1', '0 1 2', '1 2', '3'],
    ]);
  });
});
