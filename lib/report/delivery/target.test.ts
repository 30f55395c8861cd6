import { afterEach, describe, expect, it } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { checkUrl, guardedLookup, isPublicAddress, publicAddressOf } from './target.ts';

const inside = [
  ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
  ...['255.255.255.255', '192.0.0.8', '198.18.0.1', '::1', '::', 'fe80::1', 'fd00:ec2::254', 'fc00::1', 'ff02::1'],
  ...[
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001:0:1::',
    'no address',
    '',
  ],
];

afterEach(() => {
  delete process.env.ALLOW_PRIVATE_TARGETS;
  resetEnv();
});

function allowed() {
  process.env.ALLOW_PRIVATE_TARGETS = 'true';
  resetEnv();
}

describe('isPublicAddress', () => {
  it.each(inside)('refuses %j', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(['8.8.8.8', '52.94.236.248', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'])('takes %j', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('checkUrl', () => {
  it.each([
    'http://hooks.example.com/x',
    'ftp://hooks.example.com/x',
    'no url',
    'https://user:word@hooks.example.com/',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://[::1]/x',
    'https://[::ffff:169.254.169.254]/latest/meta-data',
    'https://169.254.169.254/latest/meta-data',
  ])('refuses %s', (url) => expect(() => checkUrl(url)).toThrow());

  it('takes what is public, and with the setting what is not', () => {
    expect(checkUrl('https://hooks.example.com/x').hostname).toBe('hooks.example.com');
    allowed();
    expect(checkUrl('http://127.0.0.1:8080/x').port).toBe('8080');
    expect(() => checkUrl('file:///etc/passwd')).toThrow();
  });
});

describe('a name', () => {
  const looked = (all: boolean) =>
    new Promise((resolve, reject) =>
      guardedLookup('localhost', { all }, (error, address) => (error ? reject(error) : resolve(address))),
    );

  it.each([true, false])('that resolves to this machine is not connected to (all: %s)', async (all) => {
    await expect(looked(all)).rejects.toMatchObject({ code: 'refused' });
    await expect(publicAddressOf('localhost')).rejects.toMatchObject({ code: 'refused' });
    await expect(publicAddressOf('10.0.0.1')).rejects.toMatchObject({ code: 'refused' });
  });

  it('is connected to with the setting', async () => {
    allowed();
    expect(await looked(false)).toMatch(/^(127\.0\.0\.1|::1)$/);
    expect(await looked(true)).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: expect.any(String) })]),
    );
  });
});
