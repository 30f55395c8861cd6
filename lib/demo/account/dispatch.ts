import { z } from 'zod';
import { actionRefusal } from '../access.ts';
import type { Answer } from '../s3/request.ts';
import type { Service, ServiceCall } from '../service.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { Contacts } from '../world/account.ts';
import type { AccountSpec } from '../world/organization.ts';

const operations: Record<string, (contacts: Contacts, body: unknown) => object> = {
  GetAlternateContact: getAlternateContact,
  GetContactInformation: getContactInformation,
};
const about = z.object({ AccountId: z.string().optional() });
const ofType = z.object({ AlternateContactType: z.enum(['BILLING', 'OPERATIONS', 'SECURITY']) });

/** Account Management by REST: `POST /getAlternateContact`, `POST /getContactInformation`. */
export const account: Service = {
  operationOf: ({ path }) => {
    const name = path.slice(1);
    return name.charAt(0).toUpperCase() + name.slice(1);
  },
  answer: (call) => {
    const { operation, incoming } = call;
    const handler = operations[operation];
    if (!handler)
      throw new ServiceFailure({ status: 404, code: 'UnknownOperationException', message: `No ${operation}.` });
    const body = JSON.parse(incoming.body || '{}');
    const { contacts = {} } = accountAskedFor(call, about.parse(body).AccountId);
    return { status: 200, headers: json, body: JSON.stringify(handler(contacts, body)) };
  },
  fail: restFailure,
};

/** The caller's own, or, for who manages the organization, a member's by its id. @throws ServiceFailure */
function accountAskedFor(
  { operation, world, faults, caller }: ServiceCall,
  accountId: string | undefined,
): AccountSpec {
  const own = caller.account;
  const action = `account:${operation}`;
  const resource = `arn:aws:account::${own.id}:account${accountId === undefined ? '' : `/${world.units.organizationId}/${accountId}`}`;
  const refusal = actionRefusal({ caller, faults, action, resource });
  if (refusal !== null) throw denied(refusal);
  if (accountId === undefined) return own;
  const manages = own.id === world.managementAccountId || own.administers?.includes('account.amazonaws.com');
  const member = world.account(accountId);
  const isMember = member && member.state !== 'LEFT' && accountId !== world.managementAccountId;
  if (manages && isMember && !faults.organizations.notInUse) return member;
  throw denied(`User: ${caller.arn} is not authorized to perform: ${action}`);
}

function getAlternateContact({ alternate = {} }: Contacts, body: unknown): object {
  const parsed = ofType.safeParse(body);
  if (!parsed.success)
    throw new ServiceFailure({
      status: 400,
      code: 'ValidationException',
      message: 'AlternateContactType must be one of BILLING, OPERATIONS, SECURITY.',
    });
  const type = parsed.data.AlternateContactType;
  const contact = alternate[type];
  if (!contact) throw notFound('No contact of the inputted alternate contact type found.');
  const { name, title, email, phone } = contact;
  return {
    AlternateContact: { AlternateContactType: type, Name: name, Title: title, EmailAddress: email, PhoneNumber: phone },
  };
}

function getContactInformation({ primary = somebody }: Contacts): object {
  if (!primary) throw notFound('No contact information found.');
  const { fullName, city, countryCode, phone } = primary;
  return {
    ContactInformation: {
      FullName: fullName,
      AddressLine1: '1 Example Street',
      City: city,
      PostalCode: '00000',
      CountryCode: countryCode,
      PhoneNumber: phone,
    },
  };
}

const somebody = { fullName: 'Straybytes Example', city: 'Berlin', countryCode: 'DE', phone: '+49300000000' };
const json = { 'Content-Type': 'application/json' };

const codes: Record<string, [status: number, code: string]> = {
  AccessDenied: [403, 'AccessDeniedException'],
  ExpiredToken: [403, 'ExpiredTokenException'],
  InvalidAccessKeyId: [403, 'UnrecognizedClientException'],
  InvalidClientTokenId: [403, 'UnrecognizedClientException'],
  Throttling: [429, 'TooManyRequestsException'],
};

function restFailure(failure: ServiceFailure): Answer {
  const [status, code] = codes[failure.code] ?? [failure.status, failure.code];
  return { status, headers: { ...json, 'x-amzn-ErrorType': code }, body: JSON.stringify({ message: failure.message }) };
}

function denied(message: string): ServiceFailure {
  return new ServiceFailure({ status: 403, code: 'AccessDeniedException', message });
}

function notFound(message: string): ServiceFailure {
  return new ServiceFailure({ status: 404, code: 'ResourceNotFoundException', message });
}
