import { type Html, html } from '../html.ts';
import { type Message, subjectOf } from './message.ts';

export const mailFont = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const cell = `${mailFont};font-size:14px;line-height:20px;padding:6px 0;border-bottom:1px solid #e9e6df`;

/** Tables and styles on each element: mail clients drop style sheets, and some drop what is not a table. */
export function mailFrame({ title, rows }: { title: string; rows: Html }): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="margin:0;padding:0;background:#fbfaf7;color:#1d1c1a">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#fbfaf7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">
${rows}
</table></td></tr></table>
</body></html>`.html;
}

export function mailHtml(message: Message): string {
  const { summary, headline, link } = message;
  const rows = html`<tr><td style="${mailFont};font-size:13px;color:#66625a;padding-bottom:6px">Straybytes · ${subjectOf(message)}</td></tr>
<tr><td style="${mailFont};font-size:24px;line-height:30px;font-weight:600;color:#1d1c1a;padding-bottom:10px">${headline}</td></tr>
<tr><td style="${mailFont};font-size:14px;line-height:20px;color:#1d1c1a;padding-bottom:16px"><strong>Next</strong> ${summary.next}</td></tr>
<tr><td style="padding-bottom:16px"><img src="cid:picture" width="600" alt="${summary.description}" style="display:block;width:100%;max-width:600px;height:auto;border:0"></td></tr>
<tr><td><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${summary.facts.map(
    ({ label, value }) =>
      html`<tr><td style="${cell};color:#66625a">${label}</td><td align="right" style="${cell};color:#1d1c1a">${value}</td></tr>`,
  )}</table></td></tr>
<tr><td style="padding-top:16px"><table width="100%" cellpadding="0" cellspacing="0" border="0">${summary.buckets.map(
    ({ name, owner, amount }) =>
      html`<tr><td style="${cell};color:#1d1c1a">${name}<br><span style="color:#66625a;font-size:13px">${owner}</span></td><td align="right" valign="top" style="${cell};color:#1d1c1a">${amount}</td></tr>`,
  )}</table></td></tr>
${link !== null && html`<tr><td style="${mailFont};font-size:14px;padding-top:16px"><a href="${link}" style="color:#1d1c1a">See the report</a></td></tr>`}
<tr><td style="${mailFont};font-size:13px;color:#66625a;padding-top:16px">${summary.read}</td></tr>`;
  return mailFrame({ title: subjectOf(message), rows });
}
