import { check, type Observation } from '../check.ts';

/** Whom AWS writes to about money and about abuse. Source: Security Hub Account.1 (security contact). */
const kinds = ['billing', 'security'] as const;

export const missingAlternateContact = check({
  id: 'missing-alternate-contact',
  title: 'No alternate billing or security contact is set',
  passedTitle: 'An alternate billing or security contact is set',
  why: 'Without one, AWS writes about unpaid bills, abuse and leaked keys to the address of the root user only, which often nobody reads.',
  source: 'CIS AWS Foundations Benchmark, security contact; Security Hub Account.1',
  needs: ['alternateContacts'],
  mend: ({ accountId }) => ({
    console: [
      'Open Account from the menu with the name of the account, Alternate contacts, Edit, and name a team address for billing and for security.',
      'For member accounts: AWS Organizations, AWS accounts, the account, Contact info.',
    ],
    cli: kinds
      .map(
        (kind) =>
          `aws account put-alternate-contact --account-id ${accountId} --alternate-contact-type ${kind.toUpperCase()} --name '<team>' --title '<title>' --email-address <e-mail> --phone-number '<phone>'   # without --account-id for the account you are in`,
      )
      .join('\n'),
  }),
  look({ alternateContacts }) {
    const { value } = alternateContacts;
    const seen = kinds.map((kind): Observation => {
      const contact = value[kind];
      return contact
        ? {
            verdict: 'pass',
            resource: kind,
            what: `The ${kind} contact is ${contact.name} (${contact.email}).`,
            since: null,
          }
        : { verdict: 'note', resource: kind, what: `No ${kind} contact is set.`, since: null };
    });
    if (seen.some(({ verdict }) => verdict === 'pass')) return seen;
    return [
      { verdict: 'fail', resource: 'account', what: 'Neither a billing nor a security contact is set.', since: null },
    ];
  },
});
