import { expect, test } from 'vitest';
import { permissionSetOf, personOf } from './reserved-role.ts';

test.each([
  ['AWSReservedSSO_AdministratorAccess_5f2c1b7a90d3e846', 'AdministratorAccess'],
  ['AWSReservedSSO_Read_Only_5f2c1b7a90d3e846', 'Read_Only'],
  ['AWSReservedSSO_Short_5f2c', null],
  ['StraybytesFix', null],
])('%s is made of %s', (role, set) => {
  expect(permissionSetOf(role)).toBe(set);
});

test('a session of such a role names a person, another does not', () => {
  const arn = (role: string) => `arn:aws:sts::111122223333:assumed-role/${role}/s.kim@example.com`;
  expect(personOf(arn('AWSReservedSSO_Viewer_5f2c1b7a90d3e846'))).toBe('s.kim@example.com');
  expect(personOf(arn('StraybytesFix'))).toBeNull();
  expect(personOf('arn:aws:iam::111122223333:user/s.kim')).toBeNull();
});
