import { createRandom, InvalidInputError, ModelFileError } from '@tovec/core';
import { createKeyedVectors } from '@tovec/vectors';
import { describe, expect, test } from 'vitest';
import { compareResults } from '../compare/compare-results.js';
import type { Edge } from '../datasets/read-edges.js';
import type { EdgeSplit } from '../links/edge-split.js';
import { readEdgeSplit } from '../links/read-edge-split.js';
import { splitEdges } from '../links/split-edges.js';
import { averagePrecision } from '../metrics/precision-recall.js';
import { rocAuc } from '../metrics/roc.js';
import { htmlReport } from '../report/html-report.js';
import { markdownReport } from '../report/markdown-report.js';
import { validateResult } from '../results/validate-result.js';
import { bytesOf, rejection } from '../testing/bytes.js';
import { linkPrediction } from './link-prediction.js';

/** Places in the plane, of which the near ones are joined. */
const random = createRandom(7);
const places = Array.from({ length: 80 }, () => [random.float(), random.float()] as const);
const items = places.map((_, at) => `n${at}`);
const edges: Edge[] = places.flatMap(([x, y], a) =>
  places.flatMap(([otherX, otherY], b) =>
    a < b && Math.hypot(x - otherX, y - otherY) < 0.2 ? [[items[a]!, items[b]!] as const] : [],
  ),
);
const split = await splitEdges(edges, { testFraction: 0.3, validationFraction: 0.1, name: 'near' });
const vectorsOf = (kept: readonly string[] = items) =>
  createKeyedVectors({
    items: kept,
    matrix: Float32Array.from(kept.flatMap((item) => places[items.indexOf(item)]!)),
    ...{ dimensions: 2, modality: 'node' },
  });

const result = await linkPrediction(vectorsOf(), split, { resamples: 100 });
const methodOf = (name: string) => result.methods.find(({ method }) => method === name)!;

describe('link prediction', () => {
  test('learns from each operator, and measures what learns nothing beside it', () => {
    expect(result.methods.map(({ method, learned }) => `${method} ${learned}`)).toEqual([
      ...['hadamard true', 'average true', 'l1 true', 'l2 true', 'concatenation true'],
      ...['cosine false', 'dot false'],
    ]);
    // Nearness is a distance, which these two see and the mean of the two places does not.
    for (const name of ['l1', 'l2']) expect(methodOf(name).auc).toBeGreaterThan(0.97);
    expect(methodOf('average').auc).toBeLessThan(0.75);
    expect(methodOf('l1').roc.at(-1)).toEqual({ x: 1, y: 1 });
    expect(methodOf('l1').aucInterval!.low).toBeGreaterThan(0.9);
  });

  test('chooses by the validation pairs, not by those of the test', () => {
    const best = Math.max(...result.methods.map(({ validationAuc }) => validationAuc!));
    expect(methodOf(result.chosen).validationAuc).toBe(best);
    expect(result).toMatchObject({ chosenBy: 'validation', score: methodOf(result.chosen).auc });
    expect(result.score).toBeGreaterThan(0.97);
  });

  test('tells of each pair what its score is made of', () => {
    const labels = result.measured.map((_, at) => at < result.positives);
    const { auc, averagePrecision: precision } = methodOf(result.chosen);
    const measured = result.measured.map((value) => value!);
    expect(rocAuc(labels, measured)).toBe(auc);
    expect(averagePrecision(labels, measured)).toBe(precision);
    expect(result).toMatchObject({
      ...{ used: 2 * split.test.positives.length, coverage: 1, nodes: 80, missingNodes: 0 },
      dataset: { name: 'near', sha256: split.sha256 },
    });
  });

  test('takes the first method where there are no validation pairs', async () => {
    const plain = await splitEdges(edges, { testFraction: 0.2, validationFraction: 0 });
    const options = { operators: ['l2', 'average'], resamples: 0 } as const;
    const found = await linkPrediction(vectorsOf(), plain, options);
    expect(found).toMatchObject({ chosen: 'l2', chosenBy: 'order', interval: null });
    expect(found.methods.map(({ method }) => method)).toEqual(['l2', 'average', 'cosine', 'dot']);
    const none = await linkPrediction(vectorsOf(), plain, { operators: [], resamples: 0 });
    expect(none).toMatchObject({ chosen: 'cosine' });
  });

  test('leaves out pairs with a node that has no vector, or counts them with zeros', async () => {
    const fewer = vectorsOf(items.slice(5));
    const found = await linkPrediction(fewer, split, { operators: ['l2'], resamples: 0 });
    expect(found.missingNodes).toBe(5);
    expect(found.used).toBeLessThan(result.used);
    expect(found.coverage).toBeCloseTo(found.used / result.used, 12);
    expect(found.measured.filter((value) => value === null)).toHaveLength(result.used - found.used);
    const zero = await linkPrediction(fewer, split, {
      ...{ operators: ['l2'], resamples: 0, missing: 'zero' },
    });
    expect(zero).toMatchObject({ used: result.used, coverage: found.coverage });
  });

  test('says so where the encoder knows none of the nodes', async () => {
    const others = createKeyedVectors({ items: ['x'], matrix: Float32Array.of(1), dimensions: 1 });
    const error = await rejection(linkPrediction(others, split));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('Was it trained on this graph');
  });

  test('gives results that are plain, valid, comparable and reported', async () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(validateResult(result)).toBe(result);
    const { comparisons } = await compareResults(result, result, { resamples: 50 });
    expect(comparisons[0]).toMatchObject({ metric: 'auc', a: { score: result.score } });
    expect(markdownReport([result])).toContain(`${result.chosen} (chosen)`);
    expect(htmlReport([result])).toContain('near, keyed-vectors: ROC on the test pairs');
  });

  test.each([
    [split, { operators: ['product'] }, "'hadamard', 'average'"],
    [split, { operators: 'l1' }, 'operators must be a list'],
    [split, { c: -1 }, 'c must be'],
    [split, { operator: 'l1' }, "Did you mean 'operators'?"],
    [Promise.resolve(split), {}, 'await what it returns'],
    [undefined, {}, 'A split of edges was expected'],
  ])('refuses what cannot be: %#', async (given, options, message) => {
    const error = await rejection(
      linkPrediction(vectorsOf(), given as EdgeSplit, options as object),
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});

describe('a split that was kept', () => {
  test('is read again', async () => {
    expect(await readEdgeSplit(bytesOf(JSON.stringify(split)))).toEqual(split);
  });

  test.each([
    ['{', 'this is no JSON'],
    ['[]', 'an object'],
    [JSON.stringify({ ...split, residual: [['a']] }), 'residual[0][1] must be a string'],
    [JSON.stringify({ ...split, residual: [['a', 'b', 1, 2]] }), 'but has more'],
    [JSON.stringify({ ...split, test: { positives: [] } }), 'test.negatives must be a list'],
  ])('is refused where it is none: %#', async (text, message) => {
    const error = await rejection(readEdgeSplit(bytesOf(text)));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
  });
});
