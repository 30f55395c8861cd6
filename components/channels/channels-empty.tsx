import classes from './channels.module.css';

const kinds = [
  {
    name: 'Slack',
    gets: 'The picture in a channel, uploaded by a bot; or a link that unfolds into it.',
    needs: 'A bot token with files:write and chat:write and the channel’s id; or an incoming webhook.',
  },
  {
    name: 'Microsoft Teams',
    gets: 'A card with the week’s figures, and the picture behind a link.',
    needs: 'A workflow that posts what its webhook gets: “Post to a channel when a webhook request is received”.',
  },
  {
    name: 'Discord',
    gets: 'The picture with the headline of the week.',
    needs: 'A webhook of the channel: Edit channel, Integrations, Webhooks.',
  },
  {
    name: 'E-mail',
    gets: 'A mail with the picture in it, and the same as plain text.',
    needs: 'An SMTP server that takes mail from you, with STARTTLS or TLS.',
  },
  {
    name: 'Webhook',
    gets: 'The report as signed JSON with its picture, for a program of your own.',
    needs: 'An https address, and a key of 16 characters or more that you both know.',
  },
] as const;

/** What is there to choose from, before there is any channel. */
export function ChannelsEmpty() {
  return (
    <>
      <p>
        Each Monday morning, or when you say, the report of the week before goes where your team already reads. What
        cannot wait for Monday is told at once, if you like: waste that grew, a fixed bucket that is wasteful again, a
        budget that will not last, a guardrail that opened.
      </p>
      <ul className={classes.kinds} aria-label="Where it can go">
        {kinds.map(({ name, gets, needs }) => (
          <li key={name}>
            <h2>{name}</h2>
            <p>{gets}</p>
            <p className={classes.quiet}>Needs: {needs}</p>
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>
        Names, accounts and amounts can be masked for each channel. Send a test before the first week: it says what the
        other side answered.
      </p>
    </>
  );
}
