import { z } from 'zod';
import type { World } from '../world/world.ts';

const decision = z.object({ userCode: z.string(), person: z.string().optional() });
const assignment = z.object({ person: z.string(), accountId: z.string(), permissionSets: z.array(z.string()) });

/** `/_simulated/sso…`: who there is, what they may use, and a person's answer to a code. @throws Error in words */
export function answerSsoControl(world: World, call: { route: string; input: unknown }): object | null {
  const { route, input } = call;
  if (route === 'GET sso') return directoryOf(world);
  if (route === 'POST sso/approve' || route === 'POST sso/deny') {
    const { userCode, person } = decision.parse(input);
    decide(world, { userCode, person: route === 'POST sso/approve' ? (person ?? '') : null });
    return { decided: userCode };
  }
  if (route === 'POST sso/assignments') {
    const changes = z.array(assignment).parse(Array.isArray(input) ? input : [input]);
    for (const change of changes) world.apply({ type: 'assignment', ...change });
    return { changed: changes.length };
  }
  return null;
}

/** Lets a person allow what waits under a code; null denies it. @throws Error for an unknown code or person */
export function decide(world: World, { userCode, person }: { userCode: string; person: string | null }): void {
  const device = world.sso.flow.waiting(userCode);
  if (!device) throw new Error(`No device waits with the code ${userCode}: it was used, denied or has expired.`);
  if (person !== null && !world.sso.directory.people().some(({ userName }) => userName === person))
    throw new Error(`The directory has nobody called ${person}.`);
  device.state = person === null ? 'denied' : 'allowed';
  device.person = person;
}

function directoryOf({ sso }: World) {
  const { directory } = sso;
  return {
    startUrl: directory.startUrl,
    people: directory.people().map((person) => ({
      ...person,
      assignments: directory.accountsOf(person.userName).map((accountId) => ({
        accountId,
        permissionSets: directory.permissionSetsOf(person.userName, accountId),
      })),
    })),
    waiting: [...sso.flow.devices.values()].flatMap(({ userCode }) => (sso.flow.waiting(userCode) ? [userCode] : [])),
  };
}
