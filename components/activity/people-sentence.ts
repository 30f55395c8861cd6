/** What an entry about people and their sign-in says, after the actor's name; null for any other. */
export function peopleSentence(action: string, detail: Record<string, unknown>): string | null {
  if (action.startsWith('export.'))
    return `took figures away: ${text(detail.file)}${typeof detail.query === 'string' ? `, ${detail.query}` : ''}`;
  const name = text(detail.name);
  switch (action) {
    case 'session.begin':
      return `signed in ${ways[text(detail.how)] ?? ''}`.trimEnd();
    case 'session.refuse':
      return `${detail.signedIn ? 'could not prove to be it' : 'was not let in'}: ${refusals[text(detail.reason)] ?? text(detail.reason)}`;
    case 'session.end':
      return 'signed out';
    case 'session.revoke':
      return `ended ${detail.sessions === 1 ? 'a session' : `${detail.sessions} sessions`} of ${name}`;
    case 'person.invite':
      return `invited ${text(detail.email)} as ${text(detail.role)}`;
    case 'person.uninvite':
      return `${voided(detail)}${endings[text(detail.by)] ?? ''}`;
    case 'person.join':
      return detail.newPassword ? 'chose a new password with a link' : `joined as ${text(detail.role)}`;
    case 'person.password':
      return 'changed their password';
    case 'person.role':
      return `made ${name} ${text(detail.to)}, who was ${text(detail.from)}${byGroups(detail)}`;
    case 'person.disable':
      return `disabled ${name}${byGroups(detail)}`;
    case 'person.enable':
      return `enabled ${name} again${byGroups(detail)}`;
    case 'person.link':
      return 'connected with single sign-on';
    case 'person.rename':
      return `changed the name of ${text(detail.from)} to ${text(detail.to)}, as the identity provider says it`;
    case 'person.email':
      return detail.taken
        ? `left ${name} the e-mail address ${text(detail.from)}: ${text(detail.to)}, as the identity provider says it, is another person’s here`
        : `changed the e-mail address of ${name} from ${text(detail.from)} to ${text(detail.to)}, as the identity provider says it`;
    case 'person.reset':
      return `made a link for a new password of ${name}`;
    case 'secondFactor.add':
      return 'set up a second factor';
    case 'secondFactor.remove':
      return `removed ${detail.name ? `the second factor of ${name}` : 'their second factor'}`;
    case 'secondFactor.codes':
      return 'made new recovery codes';
    case 'token.make':
      return `made the API token ${name}: ${text(detail.role)}, for ${detail.days === 1 ? '1 day' : `${detail.days} days`}`;
    case 'token.revoke':
      return `revoked the API token ${name}`;
    case 'token.refuse':
      return detail.reason === 'tooOften'
        ? 'came with so many wrong tokens that no more are looked at for some minutes'
        : 'came with a token that opens nothing';
    case 'setting.change':
      return detail.setting === 'requireSecondFactor'
        ? `${detail.to ? 'asked for' : 'asks no more for'} a second factor of whoever may fix`
        : `changed the setting ${text(detail.setting)}`;
    default:
      return null;
  }
}

const ways: Record<string, string> = {
  password: 'with a password',
  code: 'with a password and a code',
  recoveryCode: 'with a password and a recovery code',
  oidc: 'by single sign-on',
  saml: 'by single sign-on',
};

const refusals: Record<string, string> = {
  unknown: 'nobody here has this address',
  password: 'the password was not right',
  disabled: 'they are disabled',
  code: 'the code was not right',
  recoveryCode: 'the recovery code was not right',
  noRole: 'none of their groups has a role here',
  noEmail: 'the identity provider did not say their e-mail address',
  taken: 'somebody else here has this address',
  tooOften: 'it was tried too often, and is refused for a while, whatever is typed',
};

function voided({ kind, name, email }: Record<string, unknown>): string {
  if (kind === 'first') return 'took back the link for an administrator';
  if (kind === 'reset') return `took back the link for a new password of ${text(name)}`;
  return `took back the invitation of ${text(email)}`;
}

/** Why a link ended, where nobody ended it by hand. */
const endings: Record<string, string> = {
  replaced: ': a newer one takes its place',
  maker: ': whoever made it may make none any more',
  joined: ': there is an administrator now',
};

function byGroups({ by }: Record<string, unknown>): string {
  return by === 'groups' ? ', by their groups' : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '?';
}
