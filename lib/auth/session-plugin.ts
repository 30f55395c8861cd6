import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** What we call and better-auth does not offer; none of it is an address that a browser can ask. */
export const sessionPlugin = {
  id: 'straybytes-session',
  endpoints: {
    /** Begins a session of a person whom an identity provider named. Null: they may not sign in. */
    beginSessionOf: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ personId: z.string(), method: z.enum(['oidc', 'saml']) }) },
      async (ctx) => {
        const { personId, method } = ctx.body;
        const user = await ctx.context.internalAdapter.findUserById(personId);
        // `true`: what is given outlives the defaults of the fields.
        const session = user && (await ctx.context.internalAdapter.createSession(user.id, false, { method }, true));
        if (!user || !session) return { token: null };
        await setSessionCookie(ctx, { session, user });
        return { token: session.token };
      },
    ),
    /** Whose second step the browser is at. */
    challengedPerson: createAuthEndpoint.serverOnly({ method: 'GET', requireHeaders: true }, async (ctx) => {
      const cookie = ctx.context.createAuthCookie('two_factor');
      const identifier = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
      const challenge = identifier ? await ctx.context.internalAdapter.findVerificationValue(identifier) : null;
      return { personId: challenge?.value ?? null };
    }),
  },
} satisfies BetterAuthPlugin;
