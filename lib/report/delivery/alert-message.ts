import type { Found } from '../alerts/alert.ts';
import { type AlertWords, alertWords } from '../alerts/alert-words.ts';
import { html } from '../html.ts';
import { mailFont, mailFrame } from './mail-html.ts';

/** What is told beside the week. */
export type AlertMessage = {
  /** The same however often it is tried, for receivers that keep what they have had. */
  deliveryId: string;
  /** Masked as the channel wants it. */
  alerts: { key: string; found: Found; words: AlertWords; link: string }[];
};

/** Of each message so many are told whole; a chat shows no more. */
const TOLD_WHOLE = 8;

export function alertMessageOf({
  deliveryId,
  alerts,
  named,
  origin,
}: {
  deliveryId: string;
  alerts: readonly { key: string; found: Found }[];
  named: boolean;
  origin: string;
}): AlertMessage {
  return {
    deliveryId,
    alerts: alerts.map(({ key, found }) => {
      const words = alertWords(found, { named });
      return { key, found, words, link: new URL(words.path, origin).href };
    }),
  };
}

/** The only headline, or the first and how many more. */
export function alertTitle({ alerts: [first, ...others] }: AlertMessage): string {
  const headline = first?.words.headline ?? '';
  return others.length === 0 ? headline : `${headline}, and ${others.length} more`;
}

/** Those that are told whole, and how many are left to the page. */
export function toldWhole({ alerts }: AlertMessage): { told: AlertMessage['alerts']; more: string | null } {
  const left = alerts.length - TOLD_WHOLE;
  return { told: alerts.slice(0, TOLD_WHOLE), more: left > 0 ? `And ${left} more.` : null };
}

export function alertText(message: AlertMessage): string {
  const { told, more } = toldWhole(message);
  const parts = told.map(({ words: { headline, detail, next }, link }) =>
    [headline, detail, `Next: ${next}`, link].filter((line) => line !== null).join('\n'),
  );
  return [...parts, ...(more ? [more] : [])].join('\n\n');
}

export function alertHtml(message: AlertMessage): string {
  const { told, more } = toldWhole(message);
  const small = `${mailFont};font-size:14px;line-height:20px;color:#1d1c1a`;
  return mailFrame({
    title: alertTitle(message),
    rows: html`<tr><td style="${mailFont};font-size:13px;color:#66625a;padding-bottom:12px">Straybytes</td></tr>
${told.map(
  ({ words: { headline, detail, next }, link }) => html`<tr><td style="padding-bottom:20px">
<p style="${mailFont};font-size:18px;line-height:24px;font-weight:600;color:#1d1c1a;margin:0 0 4px">${headline}</p>
${detail !== null && html`<p style="${small};margin:0 0 4px">${detail}</p>`}
<p style="${small};margin:0"><strong>Next</strong> ${next} <a href="${link}" style="color:#1d1c1a">See it</a></p>
</td></tr>`,
)}
${more !== null && html`<tr><td style="${small}">${more}</td></tr>`}`,
  });
}
