/** What {@link scanJson} found wrong, and the character it found it at. */
export interface JsonComplaint {
  readonly message: string;
  readonly index: number;
}

/**
 * Looks for what `JSON.parse` lets through and a header must not have: nesting deeper than
 * `maxDepth`, and one object with the same key twice. Text that is not JSON gets no complaint here.
 */
export function scanJson(text: string, maxDepth: number): JsonComplaint | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let index = 0; index < text.length; index++) {
    switch (text[index]) {
      case '{':
      case '[':
        if (open.length === maxDepth) {
          return { message: `is nested deeper than ${maxDepth} levels`, index };
        }
        open.push(text[index] === '{' ? new Set() : undefined);
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const end = endOfString(text, index);
        const keys = open.at(-1);
        if (keys !== undefined && isKey(text, end)) {
          const key = unquote(text.slice(index, end));
          if (keys.has(key)) return { message: `names ${JSON.stringify(key)} twice`, index };
          keys.add(key);
        }
        index = end - 1;
      }
    }
  }
  return undefined;
}

/** The index after the closing quote. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return Math.min(index + 1, text.length);
}

function isKey(text: string, end: number): boolean {
  let index = end;
  while (index < text.length && ' \t\n\r'.includes(text[index]!)) index++;
  return text[index] === ':';
}

/** Two spellings of one key (`"a"` and `"\u0061"`) are the same key. */
function unquote(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal;
  }
}
