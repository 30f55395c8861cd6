import { type Env, env } from '#lib/env.ts';
import { SAML_ACS_PATH } from './saml-acs-path.ts';
import { idpOf, type SamlIdp } from './saml-idp.ts';

export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string[];
  groupsClaim: string;
  label: string;
  redirectUri: string;
};

export type SamlSettings = {
  idp: SamlIdp;
  /** What the provider calls us: the audience of what it says. */
  entityId: string;
  /** Where the provider has browsers post its answers. */
  acsUrl: string;
  groupsAttribute: string;
  label: string;
};

const METADATA_PATH = '/api/auth/saml/metadata';

/** Where a provider sends people back to, without a slash at the end: one place, whatever name they came by. */
export function signOnBase(): string {
  const { TRUSTED_ORIGIN, PORT } = env();
  return TRUSTED_ORIGIN ?? `http://localhost:${PORT}`;
}

/** Null: there is no OpenID Connect provider. */
export function oidcSettings(): OidcSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_SCOPES, OIDC_GROUPS_CLAIM, OIDC_LABEL } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    scopes: OIDC_SCOPES,
    groupsClaim: OIDC_GROUPS_CLAIM,
    label: OIDC_LABEL ?? new URL(OIDC_ISSUER).host,
    redirectUri: `${signOnBase()}/api/auth/oidc/callback`,
  };
}

const read = new WeakMap<Env, SamlIdp>();

/** Null: there is no SAML provider. @throws Error in words where its metadata cannot be used */
export function samlSettings(): SamlSettings | null {
  const current = env();
  if (!current.SAML_IDP_METADATA) return null;
  const idp = read.get(current) ?? idpOf(current.SAML_IDP_METADATA);
  read.set(current, idp);
  const ofAws = /^https:\/\/[^/]+\.amazonaws\.com(\.cn)?\//.test(idp.entityId);
  return {
    idp,
    entityId: current.SAML_ENTITY_ID ?? `${signOnBase()}${METADATA_PATH}`,
    acsUrl: `${signOnBase()}${SAML_ACS_PATH}`,
    groupsAttribute: current.SAML_GROUPS_ATTRIBUTE,
    label: current.SAML_LABEL ?? (ofAws ? 'IAM Identity Center' : 'single sign-on'),
  };
}

/** Whether people can come from an identity provider. */
export function isSignOnSetUp(): boolean {
  const { OIDC_ISSUER, SAML_IDP_METADATA } = env();
  return OIDC_ISSUER !== undefined || SAML_IDP_METADATA !== undefined;
}
