import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import { beforeAll, describe, expect, it } from 'vitest';
import { idpOf } from './saml-idp.ts';

let cert = '';
beforeAll(async () => {
  const { cert: pem } = await generate([{ name: 'commonName', value: 'x' }], { keyType: 'ec', algorithm: 'sha256' });
  cert = pem.replace(/-----[^-]+-----|\s/g, '');
});

const key = (use: string, certificate: string) =>
  `<md:KeyDescriptor${use && ` use="${use}"`}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
const service = (binding: string) =>
  `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/abc?x=1&amp;y=2"/>`;
const metadata = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/abc"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${inner}</md:IDPSSODescriptor></md:EntityDescriptor>`;
const whole = () =>
  metadata(
    key('signing', `\n${cert.slice(0, 40)}\n${cert.slice(40)}`) + service('HTTP-POST') + service('HTTP-Redirect'),
  );

describe('the metadata of a SAML provider', () => {
  it('says who it is, where one is sent and what it signs with', () => {
    const { entityId, entryPoint, certificates } = idpOf(whole());
    expect(entityId).toBe('https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/abc');
    expect(entryPoint).toBe('https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/abc?x=1&y=2');
    expect(certificates).toHaveLength(1);
    expect(certificates[0]).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  });

  it('may be a file, and have several certificates while they change', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'straybytes-metadata-')), 'idp.xml');
    const keys = key('signing', cert) + key('', cert) + key('encryption', cert);
    writeFileSync(file, `\uFEFF${metadata(keys + service('HTTP-Redirect'))}`);
    expect(idpOf(file).certificates).toHaveLength(2);
  });

  it.each([
    ['/nowhere/idp.xml', /the file \/nowhere\/idp\.xml, which cannot be read \(ENOENT\)/],
    ['<a', /well-formed/],
    ['<a/>', /EntityDescriptor is missing/],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /document type/],
    [metadata(service('HTTP-Redirect')), /KeyDescriptor is missing/],
    [metadata(key('signing', 'AAAA') + service('HTTP-Redirect')), /certificate that cannot be read/],
  ])('that cannot be used says why: %s', (given, why) => {
    expect(() => idpOf(given)).toThrow(why);
    expect(() => idpOf(given)).toThrow(/^SAML_IDP_METADATA /);
  });

  it('has to have a place to send browsers to, and a key that signs', () => {
    expect(() => idpOf(metadata(key('signing', cert) + service('HTTP-POST')))).toThrow(/HTTP-Redirect/);
    expect(() => idpOf(metadata(key('encryption', cert) + service('HTTP-Redirect')))).toThrow(/no certificate/);
  });
});
