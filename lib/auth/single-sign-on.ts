import { providerIdsOf } from '#lib/store/people.ts';
import { oidcSettings, samlSettings } from './sign-on/settings.ts';

export type SignInMethods = {
  password: true;
  /** The provider's name on the button; null: not set up. */
  oidc: { label: string } | null;
  saml: { label: string } | null;
};

/** How one can sign in here. */
export function signInMethods(): SignInMethods {
  const [oidc, saml] = [oidcSettings(), samlSettings()];
  return { password: true, oidc: oidc && { label: oidc.label }, saml: saml && { label: saml.label } };
}

/** The providers that there are, and whether a person is known by them. */
export async function providersOf(
  personId: string,
): Promise<{ kind: 'oidc' | 'saml'; label: string; connected: boolean }[]> {
  const { oidc, saml } = signInMethods();
  const known = await providerIdsOf(personId);
  return [
    ...(oidc ? [{ kind: 'oidc' as const, label: oidc.label, connected: known.includes('oidc') }] : []),
    ...(saml ? [{ kind: 'saml' as const, label: saml.label, connected: known.includes('saml') }] : []),
  ];
}
