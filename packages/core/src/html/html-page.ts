import { escapeHtml } from './escape-html.js';

export interface HtmlPage {
  readonly title: string;
  /** What stands in `<main>`: HTML, with all text in it escaped. */
  readonly content: string;
  /** CSS behind that of every page; its colours are `--page`, `--ink`, `--soft`, `--line`, `--stripe`. */
  readonly style?: string | undefined;
}

/** What every page has: paper white, or dark where the reader's system is. */
const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #fcfcfb; --ink: #1d1f21; --soft: #5c6166; --line: #dcdedf; --stripe: #f3f4f4;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #17191b; --ink: #e8e9ea; --soft: #a5abb0; --line: #373b3f; --stripe: #1f2225; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 64rem;
  background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1 { font-size: 1.9rem; margin: 0 0 .5rem; line-height: 1.2; }
p { margin: .3rem 0 1rem; color: var(--soft); }
`;

/**
 * A page of HTML that needs nothing else: no script, no font, no network. Light or dark as the reader's
 * system is.
 *
 * @example
 * ```ts
 * import { escapeHtml, htmlPage } from '@tovec/core';
 *
 * const page = htmlPage({ title: 'Cats & dogs', content: `<h1>${escapeHtml('Cats & dogs')}</h1>` });
 * console.log(page.slice(0, 15), page.includes('<title>Cats &amp; dogs</title>')); // <!doctype html> true
 * ```
 */
export function htmlPage({ title, content, style = '' }: HtmlPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}${style}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}
