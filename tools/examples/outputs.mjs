import ts from 'typescript';

/**
 * What an example says it prints: the comment that ends the line of a `console.log`, and the lines
 * right below it that start with an arrow. `…` (or `...`) stands for anything.
 *
 *     console.log(vectors.size); // 3
 *     console.log(vectors.nearest('king'));
 *     // → [ { item: 'queen', similarity: 0.7… } ]
 *
 * @param {string} code
 * @returns {{ line: number; text: string }[]} `line` counts from 0
 */
export function expectedOutputs(code) {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  /** @type {{ line: number; text: string }[]} */
  const outputs = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isExpressionStatement(node) && isPrint(node.expression)) {
      const { line } = file.getLineAndCharacterOfPosition(node.end);
      for (const { pos, end } of ts.getTrailingCommentRanges(code, node.end) ?? []) {
        outputs.push({ line, text: uncomment(code.slice(pos, end)) });
      }
      const below = code.split('\n').slice(line + 1);
      for (const [index, text] of below.entries()) {
        if (!/^\s*\/\/\s*(→|->|=>)/.test(text)) break;
        outputs.push({ line: line + 1 + index, text: uncomment(text.trim()) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return outputs.sort((a, b) => a.line - b.line);
}

/** @param {ts.Expression} node */
function isPrint(node) {
  return ts.isCallExpression(node) && /^console\.(log|info)$/.test(node.expression.getText());
}

/** @param {string} comment */
function uncomment(comment) {
  return comment.replace(/^\/\/\s*(→|->|=>)?\s*/, '').trim();
}

/**
 * The first expected output that does not appear in `stdout` after the one before it. Line breaks
 * and runs of spaces count as one space, since Node breaks long values over lines.
 *
 * @param {{ line: number; text: string }[]} expected
 * @param {string} stdout
 */
export function firstMissing(expected, stdout) {
  let rest = ` ${singleSpaced(stdout)} `;
  for (const output of expected) {
    const pattern = singleSpaced(output.text)
      .split(/…|\.\.\./)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*?');
    const found = new RegExp(`(?<= )${pattern}(?= )`).exec(rest);
    if (!found) return output;
    rest = rest.slice(found.index + found[0].length);
  }
  return undefined;
}

/** @param {string} text */
function singleSpaced(text) {
  return text.replace(/\s+/g, ' ').trim();
}
