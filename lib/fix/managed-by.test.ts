import { describe, expect, test } from 'vitest';
import { managedBy } from './managed-by.ts';

describe('managedBy', () => {
  test('names the stack that CloudFormation tagged', () => {
    expect(managedBy({ 'aws:cloudformation:stack-name': 'warehouse-prod', team: 'data' })).toEqual({
      tool: 'cloudformation',
      stack: 'warehouse-prod',
    });
  });

  test('prefers the CDK over the stack it deploys', () => {
    const tags = { 'aws:cloudformation:stack-name': 'Media', 'aws-cdk:auto-delete-objects': 'true' };
    expect(managedBy(tags)).toEqual({ tool: 'cdk', stack: 'Media' });
    expect(managedBy({ 'aws-cdk:cr-owned:abc': 'true' })).toEqual({ tool: 'cdk', stack: null });
  });

  test.each([
    [{ ManagedBy: 'terraform' }, 'terraform', 'ManagedBy=terraform'],
    [{ 'managed-by': 'Terragrunt' }, 'terraform', 'managed-by=Terragrunt'],
    [{ Terraform: 'true' }, 'terraform', 'Terraform=true'],
    [{ 'tf-workspace': 'prod' }, 'terraform', 'tf-workspace=prod'],
    [{ 'pulumi:project': 'edge' }, 'pulumi', 'pulumi:project=edge'],
  ])('%j is a hint', (tags, tool, hint) => {
    expect(managedBy(tags)).toEqual({ tool, hint });
  });

  test('takes no for an answer, and other tags for nothing', () => {
    expect(managedBy({ Terraform: 'false' })).toBeNull();
    expect(managedBy({ team: 'transformers', env: 'prod' })).toBeNull();
    expect(managedBy({})).toBeNull();
  });
});
