const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text that means only itself, in an element or an attribute of HTML.
 *
 * @example
 * ```ts
 * import { escapeHtml } from '@tovec/core';
 *
 * console.log(escapeHtml('<b> & "c"')); // &lt;b&gt; &amp; &quot;c&quot;
 * ```
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => entities[mark]!);
}
