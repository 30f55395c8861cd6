import { describe, expect, it } from 'vitest';
import { CLIENT_ADDRESS_HEADER, clientAddress, clientKeyOf } from './client-address.ts';

describe('who asks', () => {
  it.each([
    ['198.51.100.7', undefined, '198.51.100.7'],
    ['::ffff:198.51.100.7', undefined, '198.51.100.7'],
    // A stranger may say what it likes.
    ['198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['::ffff:172.17.0.1', '203.0.113.9', '203.0.113.9'],
    ['::1', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['10.0.0.4', '203.0.113.9, not an address', '10.0.0.4'],
    ['fd00::4', '2001:db8::1', '2001:db8::1'],
    [undefined, '203.0.113.9', ''],
  ])('%s that forwards for %s is %s', (peer, forwarded, who) => {
    expect(clientAddress({ peer, forwarded })).toBe(who);
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is limited as %s', (address, key) => {
    expect(clientKeyOf(new Headers({ [CLIENT_ADDRESS_HEADER]: address }))).toBe(key);
  });
});
