import type { Contact, Contacts, ContactType } from '../world/account.ts';
import type { AccountName } from './accounts.ts';

const people: Record<ContactType, Contact> = {
  BILLING: { name: 'Noor Haddad', title: 'FinOps lead', email: 'finops@example.com', phone: '+49301112233' },
  OPERATIONS: { name: 'Ines Duarte', title: 'Platform lead', email: 'platform@example.com', phone: '+49301112244' },
  SECURITY: { name: 'Tomo Akiyama', title: 'Security lead', email: 'security@example.com', phone: '+49301112255' },
};

/** Whom AWS reaches about each account of the demo; about the sandbox nobody but its root address. */
export const contacts: Record<AccountName, Contacts> = {
  core: alternate('BILLING', 'OPERATIONS', 'SECURITY'),
  security: alternate('BILLING', 'SECURITY'),
  'data-platform': alternate('BILLING', 'OPERATIONS'),
  analytics: alternate('BILLING'),
  media: alternate('SECURITY'),
  'ml-research': alternate('BILLING'),
  sandbox: alternate(),
};

function alternate(...types: ContactType[]): Contacts {
  return { alternate: Object.fromEntries(types.map((type) => [type, people[type]])) };
}
