import { ssoAccounts } from '#lib/aws/sso-accounts.ts';
import { describeConnection } from '#lib/store/identity-center.ts';
import { withBearer } from './own-session.ts';
import { whoIn } from './who-is.ts';

/** Asks AWS anew where the person has which permission sets. @throws AppError as permissionSetChoices */
export async function readConnectionAgain(sessionId: string): Promise<void> {
  await withBearer(sessionId, async (bearer, { flowId }) => {
    await describeConnection({ flowId, ...(await whoIn(bearer, await ssoAccounts(bearer))) });
  });
}
