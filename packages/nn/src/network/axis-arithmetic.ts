import type { Dimension } from './dimension.js';

// Lengths that only the input tells are written as expressions in one normal form, so that two axes of
// equal length have equal names: products as `2*batch*sequence`, sums as `(sequence+1)`, windows as
// `floor((height-1)/2)`.

/** The product of lengths. */
export function multiplyAxes(axes: readonly Dimension[]): Dimension {
  let factor = 1;
  const atoms: string[] = [];
  for (const axis of axes) {
    const parts = factorsOf(axis);
    factor *= parts.factor;
    atoms.push(...parts.atoms);
  }
  return product(factor, atoms);
}

/** The quotient of two lengths, where it is one whatever the names stand for. */
export function divideAxes(axis: Dimension, by: Dimension): Dimension | undefined {
  const { factor, atoms } = factorsOf(axis);
  const divisor = factorsOf(by);
  for (const atom of divisor.atoms) {
    const at = atoms.indexOf(atom);
    if (at < 0) return undefined;
    atoms.splice(at, 1);
  }
  const quotient = factor / divisor.factor;
  return Number.isInteger(quotient) ? product(quotient, atoms) : undefined;
}

/** The sum of lengths, where numbers may be negative. */
export function addAxes(axes: readonly Dimension[]): Dimension {
  let constant = 0;
  const terms: string[] = [];
  for (const axis of axes) {
    if (typeof axis === 'number') constant += axis;
    else {
      const sum = /^\((.*?)([+-]\d+)?\)$/.exec(axis);
      if (sum && isBalanced(sum[1]!)) {
        terms.push(...splitAtTop(sum[1]!, '+'));
        constant += Number(sum[2] ?? 0);
      } else terms.push(axis);
    }
  }
  if (terms.length === 0) return constant;
  if (terms.length === 1 && constant === 0) return terms[0]!;
  const sign = constant > 0 ? '+' : '';
  return `(${terms.sort().join('+')}${constant === 0 ? '' : `${sign}${constant}`})`;
}

/** How often a window of `size` fits, moved by `stride` over an axis padded by `padding` in all. */
export function countWindows(
  axis: Dimension,
  window: { readonly size: number; readonly stride: number; readonly padding: number },
): Dimension {
  const room = addAxes([axis, window.padding - window.size]);
  if (typeof room === 'number') return Math.floor(room / window.stride) + 1;
  return addAxes([window.stride === 1 ? room : `floor(${room}/${window.stride})`, 1]);
}

function factorsOf(axis: Dimension): { factor: number; atoms: string[] } {
  if (typeof axis === 'number') return { factor: axis, atoms: [] };
  let factor = 1;
  const atoms: string[] = [];
  for (const part of splitAtTop(axis, '*')) {
    if (/^\d+$/.test(part)) factor *= Number(part);
    else atoms.push(part);
  }
  return { factor, atoms };
}

function product(factor: number, atoms: string[]): Dimension {
  if (atoms.length === 0 || factor === 0) return factor;
  return [...(factor === 1 ? [] : [factor]), ...atoms.sort()].join('*');
}

function splitAtTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (text[at] === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
