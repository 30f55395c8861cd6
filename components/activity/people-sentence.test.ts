import { describe, expect, it } from 'vitest';
import { activitySentence, ownSessionWords } from './activity-sentence.ts';
import { peopleSentence } from './people-sentence.ts';

describe('what is said of people', () => {
  it.each([
    ['session.begin', { how: 'recoveryCode' }, 'signed in with a password and a recovery code'],
    ['session.refuse', { email: 'x@example.com', reason: 'unknown' }, 'was not let in: nobody here has this address'],
    [
      'session.refuse',
      { email: 'x@example.com', reason: 'tooOften' },
      'was not let in: it was tried too often, and is refused for a while, whatever is typed',
    ],
    ['token.refuse', {}, 'came with a token that opens nothing'],
    [
      'token.refuse',
      { reason: 'tooOften' },
      'came with so many wrong tokens that no more are looked at for some minutes',
    ],
    ['session.revoke', { name: 'Robin', sessions: 2 }, 'ended 2 sessions of Robin'],
    ['person.join', { kind: 'first', role: 'administrator' }, 'joined as administrator'],
    ['person.join', { kind: 'reset', role: 'viewer', newPassword: true }, 'chose a new password with a link'],
    ['person.role', { name: 'Robin', from: 'viewer', to: 'operator' }, 'made Robin operator, who was viewer'],
    [
      'person.role',
      { name: 'Robin', from: 'viewer', to: 'operator', by: 'groups' },
      'made Robin operator, who was viewer, by their groups',
    ],
    ['person.uninvite', { email: 'x@example.com' }, 'took back the invitation of x@example.com'],
    [
      'person.uninvite',
      { kind: 'reset', name: 'Robin', by: 'maker' },
      'took back the link for a new password of Robin: whoever made it may make none any more',
    ],
    [
      'person.uninvite',
      { kind: 'first', by: 'joined' },
      'took back the link for an administrator: there is an administrator now',
    ],
    [
      'person.rename',
      { from: 'Robin', to: 'Robin Berg' },
      'changed the name of Robin to Robin Berg, as the identity provider says it',
    ],
    [
      'person.email',
      { name: 'Robin', from: 'a@example.com', to: 'b@example.com', taken: true },
      'left Robin the e-mail address a@example.com: b@example.com, as the identity provider says it, is another person’s here',
    ],
    ['session.refuse', { reason: 'noRole' }, 'was not let in: none of their groups has a role here'],
    ['session.begin', { how: 'saml' }, 'signed in by single sign-on'],
    ['export.costs', { file: 'costs.csv', query: 'ou=Prod' }, 'took figures away: costs.csv, ou=Prod'],
    ['export.report', { file: 'reports/2026-W40' }, 'took figures away: reports/2026-W40'],
    ['secondFactor.remove', {}, 'removed their second factor'],
    ['secondFactor.remove', { name: 'Robin' }, 'removed the second factor of Robin'],
    ['token.make', { name: 'Nightly', role: 'viewer', days: 1 }, 'made the API token Nightly: viewer, for 1 day'],
    ['identityCenter.disconnect', { userName: 's.kim' }, 'disconnected from IAM Identity Center'],
    [
      'identityCenter.disconnect',
      { name: 'Olu Berg', userName: 's.kim' },
      'ended Olu Berg’s connection with IAM Identity Center (s.kim)',
    ],
    [
      'identityCenter.disconnect',
      { name: 'Olu Berg', userName: null, why: 'sessionOver' },
      'ended Olu Berg’s connection with IAM Identity Center: the session here was over',
    ],
    [
      'setting.change',
      { setting: 'requireSecondFactor', to: false },
      'asks no more for a second factor of whoever may fix',
    ],
  ])('%s %o', (action, detail, sentence) => {
    expect(activitySentence(action, detail)).toBe(sentence);
  });

  it('says with whose session something was done', () => {
    expect(ownSessionWords({ permissionSet: 'FixBuckets', awsUser: 'ann' })).toBe('as ann with FixBuckets');
    expect(ownSessionWords({ permissionSet: 'FixBuckets', awsUser: null })).toBe('as oneself with FixBuckets');
    expect(ownSessionWords({ days: 7 })).toBeNull();
  });

  it('says nothing of what it does not know', () => {
    expect(peopleSentence('fix.apply', {})).toBeNull();
    expect(activitySentence('someone.new', {})).toBe('someone.new');
  });
});
