/** How a report looks, beside what every page has. */
export const style = `
:root {
  --bar: #5b93cf; --whisker: #10263d; --heat: #0b5394; --on-heat: #ffffff;
  --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #cc79a7; --c4: #e69f00; --c5: #56b4e9; --c6: #4d4d4d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bar: #4f8fcf; --whisker: #e3edf7; --heat: #8cc4f2; --on-heat: #10202e;
    --c0: #4aa3df; --c1: #f07f2e; --c2: #2fc29a; --c3: #dd93bd; --c4: #f0b429; --c5: #8fd0f7; --c6: #bdbdbd;
  }
}
h2 { font-size: 1.35rem; margin: 2.8rem 0 .3rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 2rem 0 0; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; overflow-wrap: anywhere; }
th, td { padding: .38rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--line); font-size: .85rem; color: var(--soft); vertical-align: bottom; }
tbody th { font-weight: 500; overflow-wrap: break-word; min-width: 8.5rem; }
tbody tr:nth-child(even) { background: var(--stripe); }
.number { text-align: right; white-space: nowrap; }
td b { font-weight: 600; }
td small { display: block; color: var(--soft); font-size: .8rem; }
td.text { overflow-wrap: anywhere; min-width: 6rem; font-size: .9rem; }
td.text.long { min-width: 16rem; }
figure { margin: 1.4rem 0; max-width: 46rem; overflow-x: auto; }
figcaption { font-weight: 600; margin-bottom: .3rem; overflow-wrap: anywhere; }
svg { display: block; width: 100%; min-width: 32rem; height: auto; }
svg text { font: 12.5px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: var(--ink); }
svg .label { text-anchor: end; }
svg .tick { text-anchor: middle; fill: var(--soft); font-size: 11px; }
svg .grid { stroke: var(--line); }
svg .bar { fill: var(--bar); }
svg .whisker { stroke: var(--whisker); stroke-width: 1.6; fill: none; }
svg .side { text-anchor: end; }
svg .axis { text-anchor: middle; fill: var(--soft); }
svg .head { text-anchor: middle; }
svg .line { stroke: var(--color); stroke-width: 2.2; fill: none; stroke-linejoin: round; }
svg .band { fill: var(--color); fill-opacity: .16; }
svg .chance { stroke: var(--soft); stroke-dasharray: 3 4; fill: none; }
svg .mark { fill: var(--color); stroke: var(--page); stroke-width: .6; }
svg .faint { fill-opacity: .8; }
svg .frame { fill: none; stroke: var(--line); }
svg .cell { fill: var(--heat); stroke: var(--line); }
svg .count { text-anchor: middle; }
svg .none { fill: var(--soft); }
svg .strong { fill: var(--on-heat); }
.c0 { --color: var(--c0); } .c1 { --color: var(--c1); } .c2 { --color: var(--c2); } .c3 { --color: var(--c3); }
.c4 { --color: var(--c4); } .c5 { --color: var(--c5); } .c6 { --color: var(--c6); }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; margin: 0 0 .5rem; padding: 0; list-style: none; font-size: .85rem; }
.legend li { display: flex; align-items: center; gap: .35rem; overflow-wrap: anywhere; }
.legend svg { width: 26px; min-width: 26px; height: 14px; }
.square { max-width: 30rem; }
.square > svg { min-width: 22rem; }
@media print { body { max-width: none; } h2 { break-after: avoid; } figure, tr { break-inside: avoid; } }
`;
