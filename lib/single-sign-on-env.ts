import { z } from 'zod';

/** Who comes from an identity provider in `group` has at least `role` here; `*` is everybody. */
export type GroupRole = { group: string; role: 'viewer' | 'operator' | 'administrator' };

const label = z.string().trim().min(1).max(40, { error: 'at most 40 characters' }).optional();

/** The variables of single sign-on, as fields of the environment's schema (lib/env.ts). */
export const singleSignOnShape = {
  /** Issuer of an OpenID Connect provider: `/.well-known/openid-configuration` is under it. */
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer, { error: 'not of the form https://login.example.com; http only on this machine' })
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_SCOPES: z
    .string()
    .default('openid email profile')
    .transform((list) => [...new Set(['openid', ...list.split(/[\s,]+/).filter(Boolean)])]),
  OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
  OIDC_LABEL: label,
  /** Metadata of a SAML identity provider: the path of a file, or the XML itself. */
  SAML_IDP_METADATA: z.string().min(1).optional(),
  SAML_ENTITY_ID: z.string().min(1).max(1024).optional(),
  SAML_GROUPS_ATTRIBUTE: z.string().min(1).default('groups'),
  SAML_LABEL: label,
  SSO_ROLES: z
    .string()
    .default('')
    .refine((text) => groupRoles(text) !== null, {
      error:
        'not of the form group=administrator,other group=operator,*=viewer; with ; between the pairs, a group may have commas',
    })
    .transform((text) => groupRoles(text) ?? []),
};

type Given = Partial<Record<string, unknown>>;

/** What a half configuration lacks, by variable. */
export function singleSignOnProblems(
  given: Given,
  { reachedByOthers }: { reachedByOthers: boolean },
): { path: string; message: string }[] {
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const set = (names: string[]) => names.filter((name) => given[name] !== undefined);
  const anyOidc = set([...oidc, 'OIDC_SCOPES', 'OIDC_GROUPS_CLAIM', 'OIDC_LABEL'])[0];
  const anySaml = set(['SAML_IDP_METADATA', 'SAML_ENTITY_ID', 'SAML_GROUPS_ATTRIBUTE', 'SAML_LABEL'])[0];
  const lacking = (names: string[], because: string | undefined) =>
    because === undefined
      ? []
      : names
          .filter((name) => given[name] === undefined)
          .map((path) => ({ path, message: `is missing, and ${because} is set` }));
  const problems = [...lacking(oidc, anyOidc), ...lacking(['SAML_IDP_METADATA'], anySaml)];
  const provider = set(['OIDC_ISSUER', 'SAML_IDP_METADATA'])[0];
  if (given.SSO_ROLES !== undefined && provider === undefined && problems.length === 0)
    problems.push({
      path: 'SSO_ROLES',
      message: 'is set without an identity provider: set OIDC_ISSUER or SAML_IDP_METADATA',
    });
  if (provider !== undefined && reachedByOthers && given.TRUSTED_ORIGIN === undefined)
    problems.push({
      path: 'TRUSTED_ORIGIN',
      message: `is missing: with ${provider} and a HOST beyond this machine the provider has to know where people come back to`,
    });
  return problems;
}

/** http is for a provider on this machine only: what it answers decides who one is. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  if (search !== '' || hash !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

/** Null: some pair is none. A name of a group may have `=`: the last one counts. */
function groupRoles(text: string): GroupRole[] | null {
  const pairs = text
    .split(text.includes(';') ? ';' : ',')
    .map((pair) => pair.trim())
    .filter(Boolean);
  const found = pairs.map((pair): GroupRole | null => {
    const [, group, role] = /^(.+)=\s*(viewer|operator|administrator)$/.exec(pair) ?? [];
    const named = group?.trim();
    return named ? { group: named, role: role as GroupRole['role'] } : null;
  });
  return found.every((one) => one !== null) ? found : null;
}
