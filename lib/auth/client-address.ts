import { BlockList, isIP } from 'node:net';
import { env } from '#lib/env.ts';

/** Set by our own server on every request, whatever came with it. */
export const CLIENT_ADDRESS_HEADER = 'x-straybytes-client';

/** Of a machine or a network of one's own: where a proxy in front of this server may be. */
const own = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  own.addSubnet(network, prefix, 'ipv4');
own.addAddress('::1', 'ipv6');
own.addSubnet('fc00::', 7, 'ipv6');
own.addSubnet('fe80::', 10, 'ipv6');

/**
 * Who asks: the peer, or whom a proxy in an own network says that it asks for. Of `X-Forwarded-For` every proxy adds one
 * entry at the end, so the client is as many from the end as there are proxies of ours: all before is its own to choose.
 * @param proxies one after the other in front of this server
 */
export function clientAddress({
  peer,
  forwarded,
  proxies = env().TRUSTED_PROXIES,
}: {
  peer: string | undefined;
  forwarded: string | undefined;
  proxies?: number;
}): string {
  const from = plain(peer ?? '');
  const entries = forwarded?.split(',') ?? [];
  // Fewer where somebody came to a later proxy past the first: what that one says is all there is.
  const client = plain(withoutPort(entries.at(-proxies) ?? entries[0] ?? ''));
  return isIP(client) !== 0 && isOwn(from) ? client : from;
}

/** Where a request comes from, as our own server says; empty when it did not. */
export function addressOf(headers: Headers): string {
  return headers.get(CLIENT_ADDRESS_HEADER) ?? '';
}

/** One key for all addresses that one client has. */
export function clientKeyOf(headers: Headers): string {
  return limitedAddress(addressOf(headers));
}

/** Of IPv6 a whole network of 64 bits is anybody's. */
export function limitedAddress(address: string): string {
  return isIP(address) === 6 ? `${network64(address)}::/64` : address;
}

function isOwn(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && own.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** Some proxies write `198.51.100.7:4711`, `[2001:db8::1]` or `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  const [, bracketed, four] = /^\[([^\]]+)\](?::\d+)?$|^(\d+(?:\.\d+){3}):\d+$/.exec(entry.trim()) ?? [];
  return bracketed ?? four ?? entry.trim();
}

/** An IPv4 address as a socket of IPv6 has it. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function network64(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':').length : 0;
  const whole =
    tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after)).fill('0')];
  return [...whole, '0', '0', '0', '0']
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
