import { iamBuilder } from '../iam/build.ts';
import type { IamPlan } from '../iam/facts.ts';
import { randomOf } from '../random.ts';

/** A few people, programs and roles, most of them in order; made anew whenever an account is asked for. */
export function bigIdentities(seed: string): IamPlan {
  return ({ id, bornAt }) => {
    const random = randomOf('big identities', seed, id);
    const { ago, key, ofAws, person, program, role } = iamBuilder(bornAt);
    const isSealed = random.next() < 0.4;
    const hasMfa = !isSealed && random.next() < 0.9;
    const hasKeys = !isSealed && random.next() < 0.04;
    const people = Array.from({ length: random.integer(0, 3) }, (_, nth) =>
      person(`person-${nth}`, {
        made: 300,
        used: random.integer(1, 60),
        mfa: random.next() < 0.85 ? 'virtual' : 'none',
      }),
    );
    const made = random.integer(5, 200);
    const condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    return {
      alias: null,
      root: {
        createdAt: ago(900),
        hasPassword: !isSealed,
        mfa: hasMfa ? 'virtual' : 'none',
        lastUsedAt: random.next() < 0.1 ? ago(random.integer(1, 200)) : null,
        accessKeys: hasKeys ? [key({ made: 800, used: 30 })] : [],
      },
      users: [...people, program('deploy', [key({ made, used: random.integer(0, made) })])],
      roles: [
        ...ofAws(id),
        role('Operator', { AWS: `arn:aws:iam::${id}:root` }, random.next() < 0.8 ? condition : undefined),
      ],
    };
  };
}
