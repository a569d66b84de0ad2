/** Colours have a contrast of 4.5 to both paper and soft, so that they serve for text and drawings alike. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --soft: #f1f2f6; --line: #b9bcc6; --accent: #0b57b7;
  --Pass: #17692f; --Fail: #b3151a; --Warning: #7a5200; --Unknown: #6a2f9c; --NotApplicable: #555a64; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e8e9ee; --paper: #16171b; --soft: #22242a; --line: #565b68;
  --accent: #8ab8ff; --Pass: #6fd08c; --Fail: #ff8f8b; --Warning: #f0bd55; --Unknown: #d0a6f5; --NotApplicable: #b2b7c2; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; }
main { overflow-wrap: break-word; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.answer { border-left: .5rem solid; padding: .75rem 1rem; background: var(--soft); }
.answer > * { color: var(--ink); margin: 0 0 .5rem; }
.answer > .status { color: inherit; font-size: 1.6rem; line-height: 1.2; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; } dt { font-weight: 700; } dd { margin: 0; }
.status { font-weight: 700; white-space: nowrap; }
${['Pass', 'Fail', 'Warning', 'Unknown', 'NotApplicable'].map((status) => `.${status} { color: var(--${status}); fill: var(--${status}); }`).join('\n')}
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); min-width: 4rem; }
thead th { background: var(--soft); vertical-align: bottom; white-space: nowrap; } tbody th { font-weight: 600; }
th button { all: unset; cursor: pointer; } th button:hover { text-decoration: underline; }
th button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
th button::after { content: ' \\2195'; content: ' \\2195' / ''; white-space: pre; }
[aria-sort=ascending] button::after { content: ' \\25B2'; content: ' \\25B2' / ''; }
[aria-sort=descending] button::after { content: ' \\25BC'; content: ' \\25BC' / ''; }
.share { display: block; padding-bottom: .15rem; white-space: nowrap;
  background: linear-gradient(var(--accent), var(--accent)) no-repeat left bottom / max(2px, var(--part)) .25rem,
  linear-gradient(var(--line), var(--line)) no-repeat left bottom / 100% .25rem; }
.short { white-space: nowrap; } .long { overflow-wrap: anywhere; }
:is(th, td) :is(.long, a) { display: inline-block; overflow-wrap: anywhere; min-width: 12rem; max-width: 100%; }
.line { display: block; }
.remedy { display: block; margin-top: .3rem; padding-left: .6rem; border-left: 3px solid var(--accent); }
figure { margin: 0 0 1.5rem; padding: 0 .6rem; } figure ol, figure p { margin: .3rem 0 0; font-size: .93rem; }
.bar { display: block; width: 100%; height: 46px; overflow: visible; forced-color-adjust: none; }
.bar rect { y: 24px; height: 20px; } .bar .Local { y: 28px; height: 12px; } .bar.flat { height: 20px; } .bar.flat rect { y: 0; }
.mark { overflow: visible; } .mark text { font-size: 12px; font-weight: 700; fill: var(--ink); }
.ends { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1rem; color: var(--NotApplicable); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: 0; margin: .5rem 0 1rem; list-style: none; }
.key { display: inline-block; width: 1.4rem; height: 1rem; margin-right: .4rem; vertical-align: middle; background: currentColor;
  forced-color-adjust: none; } .key.Local { height: .6rem; }
.filter { margin: 1rem 0; } .filter label { display: block; font-weight: 700; }
.filter input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--NotApplicable); border-radius: 3px;
  padding: .4rem .6rem; width: min(100%, 24rem); } .filter output { display: inline-block; margin-left: .6rem; }
code { background: var(--soft); padding: .1rem .3rem; }
@media screen and (max-width: 48rem) {
  main { padding: 1rem; } .short, .status { white-space: normal; } td > div, th > div { min-width: 0; }
  figure .ends { font-size: .75rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; }
  table, caption, thead, tbody, tr, tbody th, td { display: block; }
  thead tr { display: flex; flex-wrap: wrap; gap: .3rem; } thead th { border: 0; min-width: 0; }
  thead:not(:has(button)) { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tbody tr { border: 1px solid var(--line); border-radius: 4px; margin: .6rem 0; } tr[hidden] { display: none; }
  tbody th, td { display: grid; grid-template-columns: 6.5rem 1fr; gap: .6rem; border: 0; }
  tbody th::before, td::before { content: attr(data-column); content: attr(data-column) / ''; font-weight: 400; color: var(--NotApplicable); }
}
@media print { :root { color-scheme: light; } body { font-size: 10pt; } main { max-width: none; padding: 0; } .filter { display: none; }
  .wide { overflow: visible; } tr, li, figure, .answer { break-inside: avoid; } h2 { break-after: avoid; }
  th button::after { content: none; } [aria-sort] button::after { content: revert; }
  .short { white-space: normal; } table, figure ol, figure p { font-size: 8.5pt; } th, td { min-width: 0; padding: .25rem .4rem; }
  :is(th, td) :is(.long, a) { min-width: 7rem; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
