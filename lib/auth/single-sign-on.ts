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
