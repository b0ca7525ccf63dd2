import type { Thumbnail } from './thumbnails.js';

/** How a sheet looks, beside what every page has. */
export const style = `
:root { --lead: 11rem; --side: 6.4rem; --frame: #f0f0ef; --glass: #eceded; --focus: #0b62c4; }
@media (prefers-color-scheme: dark) { :root { --frame: #24272a; --glass: #a9adb1; --focus: #6cb2ff; } }
body { max-width: 86rem; }
header { margin-bottom: 2rem; }
header p { margin: .1rem 0; }
section {
  display: grid; grid-template-columns: var(--lead) 1fr; gap: 1.75rem;
  padding: 1.5rem 0; border-top: 1px solid var(--line); scroll-margin-top: 1rem;
  content-visibility: auto; contain-intrinsic-size: auto 16rem;
}
section:target { background: linear-gradient(90deg, var(--stripe), transparent); }
h2 { font-size: 1rem; font-weight: 600; line-height: 1.35; margin: .5rem 0 0; overflow-wrap: anywhere; }
ol {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(var(--side), 1fr)); gap: 1rem;
  margin: 0; padding: 0; list-style: none; align-content: start;
}
li { min-width: 0; font-size: .78rem; line-height: 1.35; }
li b { display: block; margin-top: .35rem; font-size: .9rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.name { display: block; color: var(--soft); overflow-wrap: anywhere; }
small { font-size: inherit; color: var(--soft); font-weight: 400; }
a { display: block; border-radius: 8px; color: inherit; }
a:hover .p { box-shadow: 0 0 0 2px var(--focus); }
a:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.p {
  display: block; aspect-ratio: 1; border-radius: 8px;
  background: var(--frame) center / contain no-repeat; print-color-adjust: exact;
}
.glass { background-color: var(--glass); background-size: 88%; }
.none {
  display: grid; place-items: center; border: 1.5px dashed var(--line);
  color: var(--soft); font-size: .8rem; font-style: normal; text-align: center;
}
@media (max-width: 44rem) {
  :root { --side: 5.6rem; }
  body { padding: 1.5rem 1rem 3rem; }
  section { grid-template-columns: 1fr; gap: 1rem; }
  .lead { display: grid; grid-template-columns: 8rem 1fr; gap: 1rem; align-items: end; }
  ol { gap: .75rem; }
}
@media print { body { max-width: none; } section { break-inside: avoid; content-visibility: visible; } }
`;

/** The pictures themselves, each once, however often it is shown. */
export function thumbnailRules(thumbnails: ReadonlyMap<string, Thumbnail>): string {
  return [...thumbnails.values()]
    .filter(({ uri }) => uri !== undefined)
    .map(({ index, uri }) => `.p${index}{background-image:url(${uri})}\n`)
    .join('');
}
