import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';
import { singleSignOnProblems, singleSignOnShape } from '#lib/single-sign-on-env.ts';

const count = z.coerce.number().int();

const schema = z.object({
  PORT: count.min(1).max(65535).default(3000),
  /** Beyond loopback everybody signs in, from the first request on. */
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine((host) => host === 'localhost' || isIP(host) !== 0, {
      error: 'an IP address, such as 127.0.0.1, ::1 or 0.0.0.0, or localhost',
    }),
  /** Whether people sign in also before there is an administrator. */
  SIGN_IN: z.enum(['auto', 'required']).default('auto'),
  /** The public address, where a proxy is in front. */
  TRUSTED_ORIGIN: z
    .string()
    .refine(isOrigin, { error: 'not of the form https://straybytes.example.com, without a path' })
    .transform((url) => new URL(url).origin)
    .optional(),
  /** Proxies of ours, one after the other, that each add an entry to X-Forwarded-For. */
  TRUSTED_PROXIES: count.min(1).max(16).default(1),
  ...singleSignOnShape,
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'not of the form postgresql://user:password@host:5432/database' })
    .optional(),
  DATA_DIR: z.string().min(1).default('.straybytes'),
  APP_SECRET: z.string().min(32, { error: 'at least 32 characters' }).optional(),
  API_TOKEN: z.string().min(1).optional(),
  COLLECT_CRON: z
    .string()
    .default('0 */6 * * *')
    .refine(isCron, { error: 'not a cron expression of five fields, such as 0 */6 * * *' }),
  /** Where a week of a report begins on Monday at midnight. */
  REPORT_TIME_ZONE: z
    .string()
    .default('UTC')
    .refine(isTimeZone, { error: 'not a time zone of the IANA database, such as Asia/Seoul' }),
  /** Where others reach this server: what links in messages begin with. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'not of the form https://straybytes.example.com' }).optional(),
  /** Lets reports be delivered inside a private network, and without TLS. */
  ALLOW_PRIVATE_TARGETS: z.enum(['true', 'false']).default('false'),
  DAILY_API_BUDGET_USD: z.coerce.number().min(0).default(1),
  SCAN_CONCURRENCY: count.min(1).max(1024).default(64),
  LIST_PARTS_PER_BUCKET: count.min(1).default(20_000),
  AWS_ACCOUNT_ID: z
    .string()
    .regex(/^[\w-]{1,64}$/, { error: 'letters, digits, - and _ only' })
    .default('local'),
  AWS_REGION: z.string().min(1).optional(),
  AWS_DEFAULT_REGION: z.string().min(1).optional(),
  AWS_ENDPOINT_URL: z.url().optional(),
  AWS_ENDPOINT_URL_S3: z.url().optional(),
  AWS_ENDPOINT_URL_COST_EXPLORER: z.url().optional(),
  AWS_ENDPOINT_URL_BUDGETS: z.url().optional(),
  /** The access portal of IAM Identity Center and its region, until a person says otherwise. */
  IDENTITY_CENTER_START_URL: z
    .url({ protocol: /^https$/, error: 'not of the form https://d-1234567890.awsapps.com/start' })
    .optional(),
  IDENTITY_CENTER_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+){1,3}-\d$/, { error: 'not a region, such as eu-central-1' })
    .optional(),
  AWS_ENDPOINT_URL_SSO: z.url().optional(),
  AWS_ENDPOINT_URL_SSO_OIDC: z.url().optional(),
  /** More accounts than the ambient one: `111122223333` or `111122223333:name`, separated by commas. */
  MEMBER_ACCOUNTS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .pipe(
      z.array(
        z
          .string()
          .regex(/^\d{12}(:[^:,]{1,64})?$/, { error: 'each entry is 12 digits, or 12 digits, a colon and a name' }),
      ),
    ),
  /** Whether the accounts of the organization are found by themselves, where the credentials may list them. */
  ORGANIZATION: z.enum(['auto', 'off']).default('auto'),
  READ_ROLE_NAME: z.string().min(1).default('StraybytesRead'),
  FIX_ROLE_NAME: z.string().min(1).default('StraybytesFix'),
  EXTERNAL_ID: z.string().min(2).max(1224).optional(),
  /** One price for every region and class, for S3-compatible servers that are not AWS. */
  PRICE_PER_GB_MONTH_USD: z.coerce.number().min(0).optional(),
  /** Where a simulated AWS lets its clock be moved; the demo sets it. */
  CLOCK_CONTROL_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

function isCron(expression: string): boolean {
  try {
    CronExpressionParser.parse(expression);
    return expression.trim().split(/\s+/).length === 5;
  } catch {
    return false;
  }
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && text.replace(/\/$/, '').toLowerCase() === new URL(text).origin;
}

/** Whether only programs of this machine reach a server that listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

/** Offsets such as +09:00 are none: they know nothing of summer time, and PostgreSQL reads them the other way round. */
function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en-US', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/**
 * The environment, parsed once. An empty variable counts as unset.
 * @throws Error listing every problem at once, one line each.
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Lets the next `env()` read the environment again: for tests, which change it. */
export function resetEnv(): void {
  parsed = undefined;
}

export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  const host = given.HOST ?? '127.0.0.1';
  const halves = singleSignOnProblems(given, { reachedByOthers: !isLoopback(host) });
  if (result.success && halves.length === 0) {
    const { data } = result;
    const publicUrl = data.PUBLIC_URL ?? data.TRUSTED_ORIGIN;
    return {
      ...data,
      DATA_DIR: data.DATA_DIR.replace(/^~(?=\/|$)/, homedir()),
      ...(publicUrl !== undefined && { PUBLIC_URL: publicUrl }),
    };
  }
  const issues = (result.error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message }));
  const lines = [...issues, ...halves].map(({ path, message }) => `  ${path}: ${message}`);
  throw new Error(`The environment is not usable:\n${lines.join('\n')}`);
}
