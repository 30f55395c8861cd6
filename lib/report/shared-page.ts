import { type Html, html } from './html.ts';
import { palettes } from './picture/palette.ts';
import { dimensions } from './picture/picture.ts';
import type { Report } from './report.ts';
import { summaryOf } from './report-summary.ts';
import { plainText } from './report-words.ts';

const { light, dark } = palettes;

/** No script, no font, no link: the report is all that this document holds, and nothing leads on from it. */
const style = `
:root{color-scheme:light dark;--paper:${light.paper};--card:#fff;--ink:${light.ink};--quiet:${light.quiet};--line:${light.line};--waste:#a95a03;--recovered:#0a6f5d}
@media(prefers-color-scheme:dark){:root{--paper:${dark.paper};--card:#1e1c1a;--ink:${dark.ink};--quiet:${dark.quiet};--line:${dark.line};--waste:${dark.wasteText};--recovered:${dark.recovered}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 "Inter","Pretendard",system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:960px;margin:0 auto;padding:32px 20px 48px}
h1{margin:6px 0 12px;font-size:clamp(24px,5vw,38px);line-height:1.16;letter-spacing:-.02em;font-weight:600;overflow-wrap:anywhere}
h2{margin:28px 0 8px;font-size:16px;font-weight:600}
p{margin:0 0 8px;overflow-wrap:anywhere}
.quiet{color:var(--quiet)}.waste{color:var(--waste)}.recovered{color:var(--recovered)}
img{display:block;width:100%;height:auto;margin:20px 0;border:1px solid var(--line);border-radius:12px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,260px),1fr));gap:0 28px;margin:0}
dl div{display:flex;justify-content:space-between;gap:16px;padding:7px 0;border-bottom:1px solid var(--line)}
dt{color:var(--quiet)}dd{margin:0;text-align:right;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse}
th{font-weight:500;color:var(--quiet);text-align:left;font-size:13px}
th,td{padding:8px 12px 8px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.num{text-align:right;white-space:nowrap}
td small{display:block;color:var(--quiet);font-size:13px}
@media(max-width:640px){.wide{display:none}}
@media print{main{max-width:none;padding:0}img{max-height:110mm;width:auto;max-width:100%}}
`;

/** The page behind a share link. `origin` is where the reader found it: what unfolds a link wants whole addresses. */
export function sharedPage(report: Report, { origin, token }: { origin: string; token: string }): string {
  const { title, headline, next, description, facts, buckets, read } = summaryOf(report);
  const { width, height } = dimensions.wide;
  const picture = (theme: string) => `/shared/${token}/picture.png?theme=${theme}`;
  const body = html`<p class="quiet">Straybytes · ${title}</p>
<h1>${headline.map(({ text, tone }) => (tone ? html`<span class="${tone}">${text}</span>` : html`${text}`))}</h1>
<p><strong>Next</strong> ${next}</p>
<picture><source media="(prefers-color-scheme: dark)" srcset="${picture('dark')}"><img src="${picture('light')}" width="${width}" height="${height}" alt="${description}"></picture>
<h2>The week</h2>
<dl>${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${buckets.length > 0 && bucketTable(buckets)}
<p class="quiet">${read}</p>`;
  const card = html`<meta name="description" content="${plainText(headline)}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="Straybytes">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${plainText(headline)}">
<meta property="og:image" content="${origin}${picture('light')}">
<meta property="og:image:width" content="${width}">
<meta property="og:image:height" content="${height}">
<meta property="og:image:alt" content="${description}">
<meta name="twitter:card" content="summary_large_image">`;
  return page({ title: `${title} · Straybytes`, card, body });
}

/** What a link shows that is none, has expired or was revoked; or is opened too often. It does not say which. */
export function closedPage(message: string): string {
  return page({ title: 'Straybytes', card: null, body: html`<h1>${message}</h1>` });
}

function page({ title, card, body }: { title: string; card: Html | null; body: Html }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="referrer" content="no-referrer">
${card}
<link rel="icon" href="data:,">
<style>${{ html: style }}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`.html;
}

function bucketTable(buckets: ReturnType<typeof summaryOf>['buckets']): Html {
  const hasAmounts = buckets.some(({ amount }) => amount !== '');
  return html`<h2>Most wasteful buckets</h2>
<table>
<thead><tr><th scope="col">Bucket</th>${hasAmounts && html`<th scope="col" class="num">A month</th>`}<th scope="col" class="wide">Likely left by</th><th scope="col">Protection</th></tr></thead>
<tbody>${buckets.map(
    ({ name, owner, amount, cause, protection }) =>
      html`<tr><td>${name}<small>${owner}</small></td>${hasAmounts && html`<td class="num">${amount}</td>`}<td class="wide">${cause}</td><td>${protection}</td></tr>`,
  )}</tbody>
</table>`;
}
