/** The environment that the launcher's children get. */
import { demoStartUrl } from '#lib/demo/sso/portal-url.ts';
import { resetEnv } from '#lib/env.ts';

const demoDefaults = { DATA_DIR: '.straybytes/demo', LOG_LEVEL: 'warn' };

/** What describes a real estate; in the demo none of it may reach a child, so that no real account is ever touched. */
const ofAnEstate =
  /^(AWS_.*|MEMBER_ACCOUNTS|ORGANIZATION|IDENTITY_CENTER_.*|READ_ROLE_NAME|FIX_ROLE_NAME|EXTERNAL_ID|PRICE_PER_GB_MONTH_USD|CLOCK_CONTROL_URL)$/;

/** The demo's environment: this process's without anything about real accounts, with the demo's defaults. */
export function applyDemoEnvironment(): void {
  for (const name of Object.keys(process.env)) if (ofAnEstate.test(name)) delete process.env[name];
  for (const [name, value] of Object.entries(demoDefaults)) process.env[name] ||= value;
  resetEnv();
}

/** This process's environment with additions, for a child. */
export function childEnvironment(additions: Record<string, string>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // All three processes have one environment: Next must not read .env files that the others do not see.
    __NEXT_PROCESSED_ENV: 'true',
    ...additions,
  };
}

/** How the children reach the simulated AWS; the machine's own AWS files are out of sight. */
export function simulatedAwsEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIASIMULATED0000001',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    IDENTITY_CENTER_START_URL: demoStartUrl,
    IDENTITY_CENTER_REGION: 'us-east-1',
    CLOCK_CONTROL_URL: `${endpoint}/_simulated/clock`,
  };
}
