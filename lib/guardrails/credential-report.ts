import { z } from 'zod';
import { AppError } from '#lib/errors.ts';

/** ISO 8601; null for `N/A` and `no_information`: never, as far as AWS has recorded, or there is no such thing. */
const moment = z.iso.datetime().nullable();

const accessKeySchema = z.object({
  slot: z.union([z.literal(1), z.literal(2)]),
  active: z.boolean(),
  /** When it was made or last changed. */
  rotatedAt: moment,
  lastUsedAt: moment,
  lastUsedService: z.string().nullable(),
});

/** Who has which credentials. A flag is null where AWS says `not_supported`, as for the password of the root user. */
export const credentialRowSchema = z.object({
  user: z.string(),
  arn: z.string(),
  createdAt: moment,
  passwordEnabled: z.boolean().nullable(),
  passwordLastUsedAt: moment,
  passwordChangedAt: moment,
  mfaActive: z.boolean().nullable(),
  keys: z.array(accessKeySchema),
});
export type CredentialRow = z.infer<typeof credentialRowSchema>;

/** `generatedAt`: AWS makes a new report at most every four hours. */
export const credentialReportSchema = z.object({ generatedAt: z.iso.datetime(), rows: z.array(credentialRowSchema) });
export type CredentialReport = z.infer<typeof credentialReportSchema>;

/** The name AWS gives the row of the root user; no IAM user can have it. */
export const ROOT_ROW = '<root_account>';

const required = ['user', 'arn', 'password_enabled', 'mfa_active', 'access_key_1_active', 'access_key_2_active'];

/**
 * Reads the rows of the CSV of GetCredentialReport by the names of its columns, so that new ones do no harm.
 * @throws AppError `failed` when it is not such a report
 */
export function credentialRows(csv: string): CredentialRow[] {
  const [header = '', ...lines] = csv.split(/\r?\n/).filter((line) => line !== '');
  const names = header.split(',');
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new AppError('failed', `The credential report has no column ${missing.join(', ')}. Collect again later.`);
  }
  return lines.map((line) => rowOf(cellsOf(line, names)));
}

/** A user's name may hold commas, and so does its ARN then: cells that are too many belong to these two. */
function cellsOf(line: string, names: readonly string[]): Map<string, string> {
  const cells = line.split(',');
  const extra = cells.length - names.length;
  if (extra < 0 || extra % 2 !== 0 || (extra > 0 && (names[0] !== 'user' || names[1] !== 'arn'))) {
    throw new AppError('failed', 'A row of the credential report cannot be read. Collect again later.');
  }
  const width = extra / 2 + 1;
  const values = [cells.slice(0, width).join(','), cells.slice(width, 2 * width).join(','), ...cells.slice(2 * width)];
  return new Map(names.map((name, index) => [name, (values[index] ?? '').replace(/^"(.*)"$/, '$1')]));
}

function rowOf(cells: ReadonlyMap<string, string>): CredentialRow {
  const key = (slot: 1 | 2) => ({
    slot,
    active: flag(cells.get(`access_key_${slot}_active`)) === true,
    rotatedAt: momentOf(cells.get(`access_key_${slot}_last_rotated`)),
    lastUsedAt: momentOf(cells.get(`access_key_${slot}_last_used_date`)),
    lastUsedService: said(cells.get(`access_key_${slot}_last_used_service`)),
  });
  return {
    user: cells.get('user') ?? '',
    arn: cells.get('arn') ?? '',
    createdAt: momentOf(cells.get('user_creation_time')),
    passwordEnabled: flag(cells.get('password_enabled')),
    passwordLastUsedAt: momentOf(cells.get('password_last_used')),
    passwordChangedAt: momentOf(cells.get('password_last_changed')),
    mfaActive: flag(cells.get('mfa_active')),
    keys: [key(1), key(2)],
  };
}

function said(cell: string | undefined): string | null {
  return !cell || ['N/A', 'no_information', 'not_supported'].includes(cell) ? null : cell;
}

function flag(cell: string | undefined): boolean | null {
  const value = said(cell)?.toLowerCase();
  return value === 'true' ? true : value === 'false' ? false : null;
}

function momentOf(cell: string | undefined): string | null {
  const value = said(cell);
  if (value === null) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
