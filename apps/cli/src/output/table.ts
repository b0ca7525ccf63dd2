/** A column: its cells start at the left, numbers end at the right. */
export type Alignment = 'left' | 'right';

/** Rows as aligned columns, two blanks apart. */
export function table(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[] = [],
): string {
  const shown = rows.map((row) => row.map(visible));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, lengthOf(cell));
  }
  const lines = shown.map((row) =>
    row
      .map((cell, at) => {
        const blanks = ' '.repeat(widths[at]! - lengthOf(cell));
        return alignments[at] === 'right' ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

/** A name as it can be shown: control characters would command the terminal. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0);
    return code === 9 ? '\\t' : `\\x${code.toString(16).padStart(2, '0')}`;
  });
}

function lengthOf(text: string): number {
  return [...text].length;
}
