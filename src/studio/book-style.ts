/** How the book looks: paper, matted prints, one vermilion accent; two columns where there is room, one sheet a page in print. */

export const BOOK_STYLE = `
:root{--paper:#fbf6ec;--deep:#f3ebdb;--card:#fffdf8;--ink:#2e2720;--soft:#75675a;--line:#e0d2b8;--accent:#b8401f;
--serif:Fraunces,"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,Georgia,"DejaVu Serif",serif;color-scheme:light}
*{box-sizing:border-box}
html{background:var(--paper);-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;color:var(--ink);font:1.125rem/1.6 "Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,Georgia,"DejaVu Serif",serif;overflow-wrap:anywhere}
h1,h2{font-family:var(--serif);font-weight:560;line-height:1.12;text-wrap:balance;margin:0}
p,figure,ol,ul{margin:0;padding:0}ol,ul{list-style:none}
a{color:inherit;text-decoration-color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:focus-visible,audio:focus-visible,video:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
img,video{display:block;width:100%;height:auto;max-height:74vh;object-fit:contain;background:var(--deep)}
.cover{min-height:100vh;display:grid;align-content:center;justify-items:center;text-align:center;gap:.9rem;padding:8vh 1.25rem;background:radial-gradient(120% 90% at 50% 0,var(--card),var(--paper) 60%,var(--deep))}
.window{width:min(22rem,72vw);padding:.9rem;background:var(--card);border-radius:50% 50% 1rem 1rem/38% 38% 1rem 1rem;box-shadow:0 1px 2px rgb(80 55 25/.1),0 18px 50px rgb(80 55 25/.18);margin-bottom:1.2rem}
.window img{aspect-ratio:1;object-fit:cover;border-radius:50% 50% .5rem .5rem/38% 38% .5rem .5rem}
.cover h1{font-size:clamp(2.2rem,1.4rem + 4.2vw,4.2rem);max-width:18ch}
.cover h1::after{content:"";display:block;width:4.5rem;height:3px;margin:1.4rem auto .2rem;background:var(--accent)}
.by{font-family:var(--serif);font-size:1.25rem}.style{font-style:italic;color:var(--soft)}.day{color:var(--soft);font-size:.95rem}
nav{margin-top:2.2rem;max-width:34rem;width:100%}
nav ol{counter-reset:page;display:grid;gap:.1rem}
nav a{display:flex;gap:.9rem;padding:.3rem .2rem;text-decoration:none;border-bottom:1px dotted var(--line);text-align:left}
nav li{counter-increment:page}nav a::before{content:counter(page);font-family:var(--serif);color:var(--accent);min-width:1.6rem;text-align:right}
nav a:hover{color:var(--accent)}
.page{position:relative;display:grid;align-content:center;gap:1.8rem 4rem;min-height:100vh;padding:4rem max(1.25rem,6vw) 5rem;border-top:1px solid var(--line)}
.page:nth-child(even){background:var(--card)}
.plates{display:grid;gap:1.4rem;align-content:center;min-width:0}
figure{min-width:0}
figure:not(.sound,.gone){padding:.8rem;background:var(--card);border-radius:.3rem;box-shadow:0 1px 2px rgb(80 55 25/.1),0 14px 40px rgb(80 55 25/.14);max-width:44rem;justify-self:center;width:100%}
.page:nth-child(even) figure:not(.sound,.gone){background:var(--paper)}
.sound{display:grid;gap:.4rem;max-width:44rem;width:100%;justify-self:center}
.sound figcaption{font-size:.85rem;color:var(--soft)}audio{width:100%;height:2.9rem}
.gone{padding:1.2rem;border:1px dashed var(--line);color:var(--soft)}
.words{align-self:center;display:grid;gap:.9rem;max-width:34rem}
.words h2{font-size:clamp(1.5rem,1.1rem + 1.6vw,2.3rem)}
.told{font-size:1.2rem;white-space:pre-line}
.asked{font-style:italic;color:var(--soft);white-space:pre-line;padding-left:1rem;border-left:2px solid var(--accent)}
.byline{color:var(--soft);font-size:.95rem}
.folio{position:absolute;bottom:1.6rem;left:0;right:0;text-align:center;font-family:var(--serif);color:var(--soft)}
.lineage,.credits{padding:5rem max(1.25rem,6vw);border-top:1px solid var(--line)}
.lineage>*{max-width:46rem;margin-inline:auto}
.lineage h2,.credits h2{font-size:1.7rem;margin-bottom:1.4rem}
.lineage li{padding:.35rem 0 .35rem calc(var(--depth)*1.6rem + 1rem);position:relative}
.lineage li::before{content:"";position:absolute;left:calc(var(--depth)*1.6rem);top:1.05em;width:.5rem;height:.5rem;border-radius:50%;background:var(--accent)}
.number{font-family:var(--serif);color:var(--accent)}.who,.from{color:var(--soft);font-size:.92em}
.credits{text-align:center;background:var(--deep)}.credits ul{display:grid;gap:.5rem;margin-bottom:2.2rem}
.end{font-family:var(--serif);font-size:clamp(2rem,1.5rem + 2vw,3rem);margin-bottom:2.4rem}.made{color:var(--soft);font-size:.9rem}
@media (min-width:62rem){.page{grid-template-columns:minmax(0,1.25fr) minmax(0,1fr)}.page:nth-child(even) .words{order:-1;justify-self:end}
.plates-2,.plates-3{grid-template-columns:1fr 1fr}.plates-2 .sound,.plates-3 .sound{grid-column:1/-1}}
@media print{@page{size:A4 landscape;margin:12mm}html,body,.page:nth-child(even),.cover,.credits{background:#fff}
.cover,.page,.lineage,.credits{min-height:0;break-after:page;break-inside:avoid;border:0;padding:0}.cover{height:180mm;align-content:center}
.page{grid-template-columns:1.25fr 1fr;height:180mm}figure:not(.sound,.gone){box-shadow:none;border:1px solid var(--line)}
img,video{max-height:130mm}audio{display:none}nav{display:none}.credits{break-after:auto}}
`;
