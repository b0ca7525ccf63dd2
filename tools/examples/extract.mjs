/**
 * @typedef {object} Example
 * @property {string} path of the file it stands in, from the root
 * @property {number} line its first line there
 * @property {string} code
 * @property {boolean} run `false` for ```ts no-run: only type-checked
 */

/**
 * The ```ts blocks of a Markdown page.
 * @param {string} path
 * @param {string} markdown
 * @returns {Example[]}
 */
export function examplesOfMarkdown(path, markdown) {
  return blocks(path, markdown.split('\n'), 0);
}

/**
 * The ```ts blocks of the `@example` tags in a TypeScript file.
 * @param {string} path
 * @param {string} source
 * @returns {Example[]}
 */
export function examplesOfSource(path, source) {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(({ 0: comment, index }) => {
    if (!comment.includes('@example')) return [];
    const lines = comment.split('\n').map((line) => line.replace(/^\s*\*( |$)/, ''));
    return blocks(path, lines, source.slice(0, index).split('\n').length - 1);
  });
}

/**
 * @param {string} path
 * @param {string[]} lines
 * @param {number} before how many lines of the file precede `lines`
 * @returns {Example[]}
 */
function blocks(path, lines, before) {
  /** @type {Example[]} */
  const examples = [];
  for (let start = 0; start < lines.length; start++) {
    const fence = /^(\s*)```(\S*)(.*)$/.exec(lines[start] ?? '');
    if (!fence) continue;
    const [, indent = '', language, info = ''] = fence;
    let end = start + 1;
    while (end < lines.length && lines[end]?.trim() !== '```') end++;
    if (language === 'ts' || language === 'typescript') {
      const code = lines.slice(start + 1, end).map((line) => line.slice(indent.length));
      examples.push({
        path,
        line: before + start + 2,
        code: `${code.join('\n')}\n`,
        run: !info.includes('no-run'),
      });
    }
    start = end;
  }
  return examples;
}
