import { check, type Observation } from '../check.ts';
import { inAccount, inManagementAccount } from '../guarded-commands.ts';

/** Whom AWS writes to about money and about abuse. Source: Security Hub Account.1 (security contact). */
const kinds = ['billing', 'security'] as const;

export const missingAlternateContact = check({
  id: 'missing-alternate-contact',
  title: 'No alternate billing or security contact is set',
  passedTitle: 'An alternate billing or security contact is set',
  why: 'Without one, AWS writes about unpaid bills, abuse and leaked keys to the address of the root user only, which often nobody reads.',
  source: 'CIS AWS Foundations Benchmark, security contact; Security Hub Account.1',
  needs: ['alternateContacts'],
  mend: ({ accountId, management }) => ({
    console: [
      'Open Account from the menu with the name of the account, Alternate contacts, Edit, and name a team address for billing and for security.',
      'Or for a member account, in the management account: AWS Organizations, AWS accounts, the account, Contact info. That needs trusted access for AWS Account Management (Services).',
    ],
    cli:
      management === false
        ? ofMember(accountId)
        : inAccount(
            accountId,
            kinds.map((kind) => put(kind)),
          ),
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

/**
 * From the management account, which needs the integration with Organizations first. Sources: Account Management API,
 * PutAlternateContact; Account Management Reference Guide, "Enable trusted access for AWS Account Management".
 */
function ofMember(accountId: string): string {
  return inManagementAccount(accountId, [
    'aws organizations enable-aws-service-access --service-principal account.amazonaws.com',
    ...kinds.map((kind) => put(kind, accountId)),
  ]);
}

/** Without an account for the one that the credentials are of: the management account may not name itself. */
function put(kind: (typeof kinds)[number], accountId?: string): string {
  const whose = accountId === undefined ? '' : ` --account-id ${accountId}`;
  return `aws account put-alternate-contact${whose} --alternate-contact-type ${kind.toUpperCase()} --name '<team>' --title '<title>' --email-address '<e-mail>' --phone-number '<phone>'`;
}
