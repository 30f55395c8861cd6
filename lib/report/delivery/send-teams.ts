import type { TargetOf } from './channel.ts';
import { type Message, pictureUrlOf, subjectOf } from './message.ts';
import type { Outcome } from './outcome.ts';
import { type Begin, outcomeOf, post } from './post.ts';

/** An Adaptive Card for a workflow that posts what its webhook gets. The picture is shown by its link. */
export async function sendTeams(target: TargetOf<'teams'>, message: Message, begin?: Begin): Promise<Outcome> {
  const { headline, summary, link } = message;
  const url = pictureUrlOf(message);
  const picture = url && { type: 'Image', url, altText: summary.description };
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      { type: 'TextBlock', text: teamsText(subjectOf(message)), isSubtle: true, wrap: true },
      { type: 'TextBlock', text: teamsText(headline), size: 'Large', weight: 'Bolder', wrap: true },
      { type: 'TextBlock', text: teamsText(`Next: ${summary.next}`), wrap: true },
      ...(picture ? [picture] : []),
      { type: 'FactSet', facts: summary.facts.map(({ label, value }) => ({ title: label, value: teamsText(value) })) },
    ],
    ...(link !== null && { actions: [{ type: 'Action.OpenUrl', title: 'See the report', url: link }] }),
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  const body = JSON.stringify({ type: 'message', attachments: [attachment] });
  return outcomeOf(await post(target.url, { body, headers: { 'content-type': 'application/json' }, begin }));
}

/** Adaptive Cards read some Markdown. */
export function teamsText(text: string): string {
  return text.replaceAll(/[\\*_[\]]/g, String.raw`\$&`);
}
