import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

/** IPv4 that is not of the public internet (IANA special-purpose registry, RFC 6890), and multicast. */
const notPublic4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Of IPv6 only 2000::/3 is public; in it these are not, or hold an IPv4 address. */
const notPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const [blocked4, blocked6, global6] = [new BlockList(), new BlockList(), new BlockList()];
for (const range of notPublic4) addTo(blocked4, range, 'ipv4');
for (const range of notPublic6) addTo(blocked6, range, 'ipv6');
addTo(global6, '2000::/3', 'ipv6');

/** Whether an IP address is of the public internet: none of this machine, its network or its cloud's metadata. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !blocked4.check(address, 'ipv4');
  return isIP(address) === 6 && global6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}

/** @throws AppError `refused` for what is not https, or an address that is not public by its look */
export function checkUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw refusal('The address is no https URL.');
  if (url.username !== '' || url.password !== '') throw refusal('The address has a user name or a password in it.');
  if (mayBePrivate()) return url;
  if (url.protocol !== 'https:') throw refusal('The address is not https.');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw notPublic(url.hostname);
  return url;
}

/**
 * Resolves a name for the connection that is being made, so that what was checked is what is connected to: a name that
 * points elsewhere a moment later changes nothing. One address that is not public refuses the name.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error || !first) return callback(error ?? refusal(`${hostname} has no address.`), '');
    if (!mayBePrivate() && !found.every(({ address }) => isPublicAddress(address)))
      return callback(notPublic(hostname), '');
    if (options.all) return callback(null, found);
    callback(null, first.address, first.family);
  });
};

const lookup = promisify(resolve);

/** An address of a host to connect to, for who resolves names alone. @throws AppError `refused` where any is not public */
export async function publicAddressOf(host: string): Promise<string> {
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true });
  const [first] = found;
  if (!first) throw refusal(`${host} has no address.`);
  if (!mayBePrivate() && !found.every(({ address }) => isPublicAddress(address))) throw notPublic(host);
  return first.address;
}

export function mayBePrivate(): boolean {
  return env().ALLOW_PRIVATE_TARGETS === 'true';
}

function refusal(message: string): AppError {
  return new AppError('refused', message, { reason: 'target' });
}

function notPublic(host: string): AppError {
  return refusal(
    `${host} is not an address of the public internet. To deliver inside a private network, start Straybytes with ALLOW_PRIVATE_TARGETS=true.`,
  );
}

function addTo(list: BlockList, range: string, family: 'ipv4' | 'ipv6'): void {
  const [network = '', prefix] = range.split('/');
  list.addSubnet(network, Number(prefix), family);
}
