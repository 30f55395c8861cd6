import type { SignInMethodsView } from '#lib/data/sign-in.ts';
import { ProviderButton } from './provider-button.tsx';
import classes from './sign-in.module.css';

/** The ways in that another server guards. */
export function OtherProviders({ methods: { oidc, saml }, to }: { methods: SignInMethodsView; to: string }) {
  if (!oidc && !saml) return null;
  return (
    <div className={classes.other}>
      <p className={classes.or}>or</p>
      {oidc && <ProviderButton kind="oidc" label={oidc.label} to={to} />}
      {saml && <ProviderButton kind="saml" label={saml.label} to={to} />}
    </div>
  );
}
