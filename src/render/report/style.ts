export const style = `
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --soft: #f1f2f6; --line: #b9bcc6; --accent: #0b57b7;
  --Pass: #17692f; --Fail: #b3151a; --Warning: #7a5200; --Unknown: #6a2f9c; --NotApplicable: #555a64;
  --Local: #2f8f4e; --Vpn: #c3272b; --UnknownTunnel: #8145b5; --None: #8a8f99; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e9ee; --paper: #16171b; --soft: #22242a; --line: #565b68; --accent: #8ab8ff;
  --Pass: #6fd08c; --Fail: #ff8f8b; --Warning: #f0bd55; --Unknown: #d0a6f5; --NotApplicable: #b2b7c2;
  --Local: #55b774; --Vpn: #f06a66; --UnknownTunnel: #b586e0; --None: #7b808b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; }
p, td, li, h1, figcaption { overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.answer { border-left: .5rem solid; padding: .75rem 1rem; background: var(--soft); }
.status { font-weight: 700; white-space: nowrap; }
${['Pass', 'Fail', 'Warning', 'Unknown', 'NotApplicable'].map((status) => `.${status} { color: var(--${status}); }`).join('\n')}
.answer > * { color: var(--ink); } .answer .status { color: inherit; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); min-width: 8.5rem; }
th { background: var(--soft); }
th button { all: unset; cursor: pointer; font-weight: 700; } th button:focus-visible { outline: 3px solid var(--accent); }
svg { display: block; width: 100%; height: 2.2rem; background: var(--soft); border: 1px solid var(--line); }
figure { margin: 0 0 1rem; } figcaption { font-size: .93rem; }
.legend { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; font-size: .93rem; }
.key { display: inline-block; width: 1.5rem; height: .9rem; margin-right: .4rem; vertical-align: -1px; }
${['Local', 'Vpn', 'UnknownTunnel', 'None'].map((path) => `.p${path} { fill: var(--${path}); background: var(--${path}); }`).join('\n')}
.pWarning { fill: var(--Warning); background: var(--Warning); }
.pVpn { stroke: var(--ink); stroke-width: 2; vector-effect: non-scaling-stroke; }
.filter { display: block; margin: 1rem 0; } .filter input { font: inherit; padding: .3rem .5rem; width: min(100%, 24rem); }
@media print { :root { color-scheme: light; } body { font-size: 10pt; } main { max-width: none; padding: 0; } .filter { display: none; }
  .wide { overflow: visible; } tr, figure, .answer { break-inside: avoid; } thead { display: table-header-group; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
