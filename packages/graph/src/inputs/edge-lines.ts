import { decodeUtf8, ModelFileError } from '@tovec/core';
import type { GraphBuilder } from '../csr/graph-builder.js';
import type { GraphReading } from './options.js';
import { parseNumber } from './parse-number.js';
import { EdgeWeights } from './weights.js';

/** Whether a byte stands between two fields: blank, tab, comma, semicolon, carriage return. */
const isSeparator = new Uint8Array(256);
for (const character of ' \t\v\f\r,;') isSeparator[character.charCodeAt(0)] = 1;

const comment = new Set(['#', '%'].map((character) => character.charCodeAt(0)));
const newline = 0x0a;
/** Fields of an edge that are looked at. */
const edgeFields = 3;

/** Reads the lines of an edge list or an adjacency list from bytes, without making strings of names. */
export class EdgeLines {
  #line = 0;
  /** Where the fields of a line begin and end. */
  readonly #places = new Int32Array(2 * edgeFields);
  readonly #weights: EdgeWeights;

  constructor(
    private readonly builder: GraphBuilder,
    private readonly reading: GraphReading,
    private readonly format: 'edge-list' | 'adjacency-list',
    private readonly file: string,
  ) {
    this.#weights = new EdgeWeights(reading, (problem) => this.fail(problem));
  }

  /** Takes the whole lines of `bytes[0…length]`; returns where the rest begins. */
  take(bytes: Uint8Array, length: number): number {
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(newline, start);
      if (end < 0 || end >= length) return start;
      this.takeLine(bytes, start, end);
      start = end + 1;
    }
  }

  takeLine(bytes: Uint8Array, start: number, end: number): void {
    this.#line++;
    let at = this.#line === 1 ? afterByteOrderMark(bytes, start) : start;
    while (at < end && isSeparator[bytes[at]!] === 1) at++;
    if (at === end || comment.has(bytes[at]!)) return;
    if (this.format === 'edge-list') this.#takeEdge(bytes, at, end);
    else this.#takeNeighbors(bytes, at, end);
  }

  #takeEdge(bytes: Uint8Array, start: number, end: number): void {
    const places = this.#places;
    let fields = 0;
    for (let at = start; at < end; fields++) {
      const first = at;
      while (at < end && isSeparator[bytes[at]!] === 0) at++;
      if (fields < edgeFields) {
        places[2 * fields] = first;
        places[2 * fields + 1] = at;
      }
      while (at < end && isSeparator[bytes[at]!] === 1) at++;
    }
    const { builder, reading } = this;
    if (fields < 2) throw this.fail('an edge has two nodes, but there is one name');
    const weight = this.#weightOf(bytes, fields);
    const from = builder.node(bytes, places[0]!, places[1]!);
    const to = builder.node(bytes, places[2]!, places[3]!);
    builder.addEdge(from, to, weight, !reading.directed);
  }

  #weightOf(bytes: Uint8Array, fields: number): number | undefined {
    const hasWeight = fields >= edgeFields;
    if (!this.#weights.count(hasWeight)) return undefined;
    if (fields > edgeFields) {
      throw this.fail(
        `there are ${fields} fields, but an edge has two nodes and at most a weight; is it an ` +
          "adjacency list (format: 'adjacency-list')?",
      );
    }
    const [start, end] = [this.#places[4]!, this.#places[5]!];
    const value = parseNumber(bytes, start, end);
    if (Number.isNaN(value)) {
      const text = decodeUtf8(bytes, start, end).slice(0, 40);
      const advice = this.builder.edges === 0 ? '; if this is a heading, begin it with #' : '';
      throw this.fail(`the weight '${text}' is no number${advice}`);
    }
    return this.#weights.affinity(value);
  }

  #takeNeighbors(bytes: Uint8Array, start: number, end: number): void {
    let node = -1;
    for (let at = start; at < end; ) {
      const first = at;
      while (at < end && isSeparator[bytes[at]!] === 0) at++;
      const found = this.builder.node(bytes, first, at);
      if (node < 0) node = found;
      else this.builder.addEdge(node, found, undefined, !this.reading.directed);
      while (at < end && isSeparator[bytes[at]!] === 1) at++;
    }
  }

  /** An error that names file and line. */
  fail(problem: string): ModelFileError {
    return new ModelFileError(problem, { file: this.file, line: this.#line });
  }
}

/** Whether the beginning of a file has a line that no edge list has: of one name, or of four. */
export function looksLikeAdjacency(bytes: Uint8Array, isWhole: boolean): boolean {
  const lines = decodeUtf8(bytes).split('\n');
  return (isWhole ? lines : lines.slice(0, -1)).some((line) => {
    const text = line.trim();
    if (text === '' || /^[#%]/.test(text)) return false;
    const fields = text.split(/[\s,;]+/).filter((field) => field !== '').length;
    return fields === 1 || fields > edgeFields;
  });
}

function afterByteOrderMark(bytes: Uint8Array, start: number): number {
  const isMark = bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
  return isMark ? start + 3 : start;
}
