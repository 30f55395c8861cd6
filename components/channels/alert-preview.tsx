import { formatTime } from '#components/ui/date.ts';
import { getAlertPreviews } from '#lib/data/alert-previews.ts';
import { growthWords, heldWords, previewWords } from './channel-words.ts';
import classes from './channels.module.css';

/** What a channel would be told of what was looked at last, without telling it. */
export async function AlertPreview({
  channelId,
  name,
  alerts,
}: {
  channelId: string;
  name: string;
  alerts: readonly string[];
}) {
  const { lookedAt, growthHours, channels } = await getAlertPreviews();
  const preview = channels.get(channelId);
  if (!preview) return null;
  const { due, held, more } = preview;
  const notKnown = alerts.includes('growth') ? growthWords(growthHours) : null;
  if (lookedAt === null) return <p className={classes.quiet}>Nothing was looked at yet: there is nothing to tell.</p>;
  return (
    <details className={classes.preview}>
      <summary>{previewWords(due.length)}</summary>
      <p className={classes.note}>By what was looked at last, {formatTime(lookedAt)}. Looking here sends nothing.</p>
      <ul className={classes.deliveries} aria-label={`Alerts that ${name} would be told, or not`}>
        {due.map(({ key, headline }) => (
          <li key={key}>
            <strong>{headline}</strong> <span className={classes.quiet}>would be told now</span>
          </li>
        ))}
        {held.map(({ key, headline, held: why }) => (
          <li key={key}>
            {headline} <span className={classes.quiet}>{heldWords(why)}</span>
          </li>
        ))}
        {more > 0 && <li className={classes.quiet}>And {more} more that are so, and not told.</li>}
        {notKnown !== null && <li className={classes.quiet}>{notKnown}</li>}
        {due.length + held.length === 0 && (
          <li className={classes.quiet}>Nothing {notKnown === null ? '' : 'else '}that it listens to is so.</li>
        )}
      </ul>
    </details>
  );
}
