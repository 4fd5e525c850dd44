/** How the trusting page looks, on a tablet, in the dark and on paper. */
export const pageStyle = `
:root{--ink:#1c2530;--faint:#55606d;--ground:#f4f6f9;--surface:#fff;--line:#d9dfe7;--deep:#1f4a76;
--soft:#e8eff7;color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);line-break:strict;overflow-wrap:anywhere;
font:18px/1.7 system-ui,-apple-system,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",sans-serif}
header,main{max-width:66rem;margin:0 auto;padding:1rem 1.25rem}
header{display:flex;justify-content:space-between;align-items:center}
.brand{display:flex;align-items:center;gap:.7rem;font-size:1.25rem}
.brand small{font-weight:500;font-size:.8rem;color:var(--faint);margin-left:.3rem}
.other{display:inline-flex;align-items:center;min-height:44px;padding:0 .9rem;color:var(--deep)}
h1{font-size:2.2rem;line-height:1.3;margin:.4rem 0}
h2{font-size:1.3rem;line-height:1.4;margin:0 0 .5rem}
h3{font-size:1.05rem;margin:.4rem 0}
p{margin:.4rem 0}
.lead{font-size:1.15rem;color:var(--faint);margin-bottom:1.3rem}
.card{background:var(--surface);border:1px solid var(--line);border-radius:14px;
padding:1.3rem 1.5rem;
margin:0 0 1.1rem}
.head{display:grid;grid-template-columns:1fr 17rem;gap:1.1rem}
.address .url{font-size:1.5rem;font-weight:650;line-height:1.4}
figure{text-align:center;font-size:.86rem;line-height:1.5;color:var(--faint)}
.qr{display:block;width:100%;max-width:11rem;margin:0 auto .5rem;border-radius:6px}
.both{display:grid;grid-template-columns:1fr 1fr;gap:1.1rem}
.button{display:inline-flex;align-items:center;min-height:52px;padding:0 1.5rem;margin-top:.5rem;
border-radius:10px;background:var(--deep);color:#fff;font-weight:650;text-decoration:none}
.button:focus-visible,.other:focus-visible{outline:3px solid #4c7fd0;outline-offset:3px}
ol{list-style:none;counter-reset:step;margin:.3rem 0 0;padding:0}
li{counter-increment:step;position:relative;padding:.1rem 0 1rem 3rem}
li:last-child{padding-bottom:.2rem}
li::before{content:counter(step);position:absolute;left:0;top:.1rem;width:2rem;height:2rem;
border-radius:50%;background:var(--soft);color:var(--deep);font-weight:700;text-align:center;
line-height:2rem}
.print{display:grid;grid-template-columns:repeat(8,auto);justify-content:start;gap:.2rem 1.1rem;
margin:.9rem 0;font:600 1.3rem/1.5 ui-monospace,"SF Mono",Menlo,Consolas,monospace;
letter-spacing:.06em}
dl{display:flex;flex-wrap:wrap;gap:.3rem 2.2rem;margin:.4rem 0 0;font-size:.95rem}
dl div{display:flex;gap:.6rem}
dt{color:var(--faint)}
dd{margin:0}
@media (max-width:46rem){.head,.both{grid-template-columns:1fr;gap:0}.head{gap:0}
.print{grid-template-columns:repeat(4,auto)}h1{font-size:1.8rem}.address .url{font-size:1.25rem}
.card{padding:1.1rem 1.15rem}.both .both{gap:.8rem}}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf0;--faint:#aab4be;--ground:#13171c;
--surface:#1c2229;--line:#343d48;--soft:#22384f;--deep:#a9cdf1}.button{background:#2f6da8}}
@media print{body{background:#fff;color:#000;font-size:11pt}.card{break-inside:avoid;
border-color:#999;
margin-bottom:8pt;padding:8pt 10pt}.other,.screen,.button{display:none}.head{
grid-template-columns:1fr 11rem}
.both{grid-template-columns:1fr 1fr;gap:8pt}header,main{padding:0;max-width:none}h1{font-size:20pt}}
`
