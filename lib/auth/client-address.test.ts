import { describe, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
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
    [1, '203.0.113.9:4711', '203.0.113.9'],
    [1, '[2001:db8::1]:4711', '2001:db8::1'],
    [1, '[2001:db8::1]', '2001:db8::1'],
    [1, '1.1.1.1, ::ffff:203.0.113.9', '203.0.113.9'],
    // The first of two proxies says who came to it, the second that the first did; before them a client may lie.
    [2, '1.1.1.1, 203.0.113.9, 192.0.2.1', '203.0.113.9'],
    [2, '203.0.113.9:4711, 192.0.2.1:80', '203.0.113.9'],
    [2, '192.0.2.1', '192.0.2.1'],
    [3, '1.1.1.1, 203.0.113.9, 192.0.2.2, 192.0.2.1', '203.0.113.9'],
  ])('behind %s proxies that say %s it is %s', (proxies, forwarded, who) => {
    expect(clientAddress({ peer: '10.0.0.4', forwarded, proxies })).toBe(who);
  });

  it('is as many from the end as TRUSTED_PROXIES says', () => {
    process.env.TRUSTED_PROXIES = '2';
    resetEnv();
    try {
      expect(clientAddress({ peer: '::1', forwarded: '203.0.113.9, 192.0.2.1' })).toBe('203.0.113.9');
    } finally {
      delete process.env.TRUSTED_PROXIES;
      resetEnv();
    }
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
