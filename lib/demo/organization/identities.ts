import { type IamBuilder, iamBuilder } from '../iam/build.ts';
import type { IamFacts, IamPlan, RootUser } from '../iam/facts.ts';
import type { AccountName } from './accounts.ts';

type Facts = { root?: Partial<RootUser> } & Partial<Pick<IamFacts, 'users' | 'roles'>>;

const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const mfaIfThere = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } };
const ec2 = { Service: 'ec2.amazonaws.com' };

/** Who can sign in where: one account in good order, one whose root user is sealed, and five with a gap each. */
export const identities: Record<AccountName, IamPlan> = {
  core: plan('core', ({ ago, key, person, program, role }, id) => ({
    root: { mfa: 'hardware', lastUsedAt: ago(212) },
    users: [
      person('break-glass', { made: 640, used: 133, mfa: 'hardware' }),
      program('straybytes', [key({ made: 41, used: 0.01 })]),
    ],
    roles: [role('StraybytesHub', ec2), role('BreakGlass', { AWS: `arn:aws:iam::${id}:user/break-glass` }, mfa)],
  })),
  // Its credentials were removed through the organization: nothing is left to sign in with.
  security: plan('security', ({ role }) => ({
    root: { hasPassword: false, mfa: 'none' },
    roles: [role('GuardDutyExport', { Service: 'guardduty.amazonaws.com' })],
  })),
  'data-platform': plan('data-platform', ({ ago, key, program, role }) => ({
    root: { lastUsedAt: ago(1240), accessKeys: [key({ made: 1310, used: 341 })] },
    users: [program('airflow', [key({ made: 62, used: 0.2 })])],
    roles: [role('EmrNodes', ec2), role('GlueJobs', { Service: 'glue.amazonaws.com' })],
  })),
  media: plan('media', ({ ago, key, program, role }) => ({
    root: { mfa: 'none', lastUsedAt: ago(6.3) },
    users: [program('encoder', [key({ made: 75, used: 0.1 })])],
    roles: [role('MediaConvert', { Service: 'mediaconvert.amazonaws.com' })],
  })),
  analytics: plan('analytics', ({ key, person, program, role }) => ({
    users: [
      person('dana', { made: 410, used: 2.1, mfa: 'none' }),
      person('kim', { made: 388, used: 1.2, mfa: 'virtual' }),
      person('lee', { made: 301, used: 38, mfa: 'none' }),
      program('tableau', [key({ made: 54, used: 0.4, service: 'athena' })]),
    ],
    roles: [role('AthenaReports', { Service: 'lambda.amazonaws.com' })],
  })),
  'ml-research': plan('ml-research', ({ key, person, program, role }, id) => ({
    users: [
      person('priya', { made: 520, used: 0.6, mfa: 'virtual' }),
      program('notebook', [key({ made: 534, used: 0.9 }), key({ made: 402, used: null })]),
      program('gpu-batch', [key({ made: 247, used: 198 }), key({ made: 700, used: 420, active: false })]),
    ],
    roles: [
      role('ResearchAdmin', { AWS: `arn:aws:iam::${id}:root` }),
      role('SageMakerExecution', { Service: 'sagemaker.amazonaws.com' }),
    ],
  })),
  sandbox: plan('sandbox', ({ ago, person, role }, id) => ({
    root: { lastUsedAt: ago(150) },
    users: [person('workshop', { made: 96, used: 17, mfa: 'virtual' })],
    roles: [role('SandboxPower', { AWS: `arn:aws:iam::${id}:root` }, mfaIfThere)],
  })),
};

function plan(alias: AccountName, facts: (build: IamBuilder, accountId: string) => Facts): IamPlan {
  return ({ id, bornAt }) => {
    const build = iamBuilder(bornAt);
    const { root, users = [], roles = [] } = facts(build, id);
    return {
      alias: `example-${alias}`,
      root: {
        createdAt: build.ago(1400),
        hasPassword: true,
        mfa: 'virtual',
        lastUsedAt: null,
        accessKeys: [],
        ...root,
      },
      users,
      roles: [...build.ofAws(id), ...roles],
    };
  };
}
