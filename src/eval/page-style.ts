/** How the eval's page looks: one style sheet for light and dark, with nothing from elsewhere. */

export const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #23262f; --soft: #6b7080; --line: #e2dfd6; --card: #ffffff; --low: #f8ead2; --high: #156055; --bad: #b3413a; }
@media (prefers-color-scheme: dark) { :root { --paper: #14161c; --ink: #e8e6e0; --soft: #9aa0b0; --line: #2b2f3a; --card: #1c1f28; --low: #2c2a2e; --high: #2fa08f; --bad: #e07a70; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 80rem; background: var(--paper); color: var(--ink); font: 16px/1.55 Georgia, "Iowan Old Style", serif; }
h1 { font-size: 2rem; margin: 0 0 .25rem; } h2 { font-size: 1.3rem; margin: 3rem 0 .5rem; }
p, .note { max-width: 46rem; } .note, small, caption { color: var(--soft); }
code, .numbers, td, th { font-family: ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .75rem; margin: 1.5rem 0; }
.figure { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .75rem 1rem; }
.figure b { display: block; font: 600 1.6rem/1.2 ui-sans-serif, system-ui, sans-serif; }
.scroll { overflow-x: auto; }
table { border-collapse: separate; border-spacing: 3px; width: 100%; } caption { caption-side: bottom; text-align: left; padding-top: .5rem; }
th { font-weight: 600; padding: .35rem .5rem; text-align: center; } tbody th { text-align: right; }
.heat td { min-width: 5.4rem; height: 3.9rem; padding: .3rem; text-align: center; border-radius: .4rem; line-height: 1.25;
  background: color-mix(in oklab, var(--high) calc(var(--share) * 100%), var(--low)); color: var(--ink); }
.heat td.deep { color: #ffffff; } .heat td.none { background: transparent; border: 1px dashed var(--line); color: var(--soft); }
.heat { table-layout: fixed; min-width: 60rem; } .heat b { display: block; font-size: 1.15rem; } .heat small { color: inherit; opacity: .85; font-size: .68rem; }
.plain td, .plain th { text-align: right; border-bottom: 1px solid var(--line); padding: .3rem .6rem; } .plain { border-spacing: 0; } .kinds { max-width: 32rem; } .plain th:first-child { text-align: left; }
.samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1rem; }
.sample { background: var(--card); border: 1px solid var(--line); border-radius: .9rem; padding: 1rem; overflow: hidden; }
.sample p { margin: .4rem 0; } .asked { font-style: italic; } .tag { display: block; margin-bottom: .4rem; font: 600 .75rem ui-sans-serif, system-ui, sans-serif; letter-spacing: .04em; color: var(--soft); }
.sample img, .sample video { width: 11rem; height: 11rem; object-fit: cover; border-radius: .6rem; image-rendering: auto; vertical-align: top; margin: .2rem .3rem .2rem 0; }
.sample audio { width: 100%; height: 2.2rem; margin: .3rem 0; } .wrong { color: var(--bad); } .right { color: var(--high); }
`;
