export type SignInMethods = {
  password: true;
  /** The provider's name on the button; null: not set up. */
  oidc: { label: string } | null;
  saml: { label: string } | null;
};

/** How one can sign in here. */
export function signInMethods(): SignInMethods {
  return { password: true, oidc: null, saml: null };
}
