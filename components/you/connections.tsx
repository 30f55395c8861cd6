import { ProviderButton } from '#components/sign-in/provider-button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { You } from '#lib/data/you.ts';
import classes from './you.module.css';

/** Identity providers that one can also sign in with: who comes back from one, signed in here, is known by it from then on. */
export function Connections({ providers }: { providers: You['providers'] }) {
  if (providers.length === 0) return null;
  return (
    <Card title="Single sign-on" sub="Has to know you by the same e-mail address">
      <div className={classes.stack}>
        {providers.map(({ kind, label, connected }) =>
          connected ? (
            <p key={kind} className={classes.quiet}>
              You can sign in with {label}.
            </p>
          ) : (
            <div key={kind}>
              <ProviderButton kind={kind} label={label} to="/you" verb="Connect with" />
            </div>
          ),
        )}
      </div>
    </Card>
  );
}
