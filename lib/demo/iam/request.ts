import { pageByToken } from '../paging.ts';
import { tag } from '../s3/xml.ts';
import type { ServiceCall } from '../service.ts';
import { ServiceFailure } from '../service-failure.ts';
import type { AccountSpec } from '../world/organization.ts';
import { type IamFacts, iamFacts } from './facts.ts';
import { members } from './xml.ts';

/** A call of IAM as the handlers see it: always about the caller's own account. */
export type IamRequest = Omit<ServiceCall, 'incoming'> & {
  form: URLSearchParams;
  account: AccountSpec;
  facts: IamFacts;
};

export function iamRequest(call: ServiceCall): IamRequest {
  const { incoming, ...rest } = call;
  const { account } = call.caller;
  return { ...rest, account, facts: iamFacts(call.world, account), form: new URLSearchParams(incoming.body) };
}

/** A list by Marker and MaxItems (100 when left out, 1000 at most). @throws ServiceFailure for others */
export function listed<T>(
  { form }: IamRequest,
  list: { name: string; items: readonly T[]; write: (item: T) => string },
): string {
  const size = Number(form.get('MaxItems') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    throw invalid(`Value '${form.get('MaxItems')}' at 'maxItems' failed to satisfy constraint`);
  const page = pageByToken(list.items, { token: form.get('Marker') ?? undefined, size });
  if (!page) throw invalid('Invalid Marker.');
  const more = page.next === undefined ? '' : tag('Marker', page.next);
  return `${members(list.name, page.items.map(list.write))}${tag('IsTruncated', page.next !== undefined)}${more}`;
}

export function invalid(message: string): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'ValidationError', message });
}

export function noSuchEntity(message: string): ServiceFailure {
  return new ServiceFailure({ status: 404, code: 'NoSuchEntity', message });
}
