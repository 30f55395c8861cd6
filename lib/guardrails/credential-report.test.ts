import { describe, expect, it } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { credentialReportSchema, credentialRows, ROOT_ROW } from './credential-report.ts';

const header =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
const root =
  '<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,2026-11-01T09:00:00+00:00,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A';
const ana =
  'ana,arn:aws:iam::111122223333:user/ana,2024-02-03T04:05:06+00:00,true,no_information,2024-02-03T04:05:07+00:00,N/A,false,true,2024-03-01T00:00:00+00:00,2026-11-20T10:00:00+00:00,eu-west-1,s3,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A';

describe('credentialRows', () => {
  it('reads the states of AWS', () => {
    const rows = credentialRows([header, root, ana, ''].join('\n'));
    expect(rows).toEqual([
      {
        user: ROOT_ROW,
        arn: 'arn:aws:iam::111122223333:root',
        createdAt: '2020-01-01T00:00:00.000Z',
        passwordEnabled: null,
        passwordLastUsedAt: '2026-11-01T09:00:00.000Z',
        passwordChangedAt: null,
        mfaActive: true,
        keys: [1, 2].map((slot) => ({ slot, active: false, rotatedAt: null, lastUsedAt: null, lastUsedService: null })),
      },
      {
        user: 'ana',
        arn: 'arn:aws:iam::111122223333:user/ana',
        createdAt: '2024-02-03T04:05:06.000Z',
        passwordEnabled: true,
        passwordLastUsedAt: null,
        passwordChangedAt: '2024-02-03T04:05:07.000Z',
        mfaActive: false,
        keys: [
          {
            slot: 1,
            active: true,
            rotatedAt: '2024-03-01T00:00:00.000Z',
            lastUsedAt: '2026-11-20T10:00:00.000Z',
            lastUsedService: 's3',
          },
          { slot: 2, active: false, rotatedAt: null, lastUsedAt: null, lastUsedService: null },
        ],
      },
    ]);
    const report = { generatedAt: '2026-11-23T11:00:00.000Z', rows };
    expect(credentialReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it('goes by the names of the columns', () => {
    const names = header.split(',');
    const cells = ana.split(',');
    const last = [...names.slice(2), 'new_column', ...names.slice(0, 2)].join(',');
    const moved = [...cells.slice(2), 'x', ...cells.slice(0, 2)].join(',');
    expect(credentialRows(`${last}\r\n${moved}\r\n`)).toEqual(credentialRows(`${header}\n${ana}`));
  });

  it('reads a name with commas, quoted or not', () => {
    const named = (name: string, arn: string) => ana.replace(/^ana,[^,]+/, `${name},${arn}`);
    const arn = 'arn:aws:iam::111122223333:user/a,b';
    expect(credentialRows(`${header}\n${named('a,b', arn)}`)[0]).toMatchObject({ user: 'a,b', arn });
    expect(credentialRows(`${header}\n${named('"a,b"', `"${arn}"`)}`)[0]).toMatchObject({ user: 'a,b', arn });
  });

  it.each([
    ['', 'no column'],
    ['<html>', 'no column'],
    [`${header}\nana,1`, 'A row'],
  ])('refuses %j', (csv, problem) => {
    expect(() => credentialRows(csv)).toThrow(AppError);
    expect(() => credentialRows(csv)).toThrow(problem);
  });
});
