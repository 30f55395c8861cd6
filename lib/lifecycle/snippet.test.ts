import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { abortRule, markerRule } from './own-rule.ts';
import type { LifecycleConfiguration, LifecycleRule } from './rule.ts';
import { snippets } from './snippet.ts';

const everything: LifecycleRule = {
  ID: `every "thing" ${'$'}{x} %{y}`,
  Status: 'Enabled',
  Filter: { And: { Prefix: "it's\n/", Tags: [{ Key: 'a b', Value: '$(id)' }], ObjectSizeGreaterThan: 10 } },
  Expiration: { Date: '2027-01-01T00:00:00.000Z' },
  Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }],
  NoncurrentVersionTransitions: [{ NoncurrentDays: 30, NewerNoncurrentVersions: 2, StorageClass: 'GLACIER' }],
  NoncurrentVersionExpiration: { NoncurrentDays: 90 },
};
const size = 'varies_by_storage_class';

function of(rules: LifecycleRule[], bucket = 'logs-prod', accountId = '111122223333') {
  const after: LifecycleConfiguration = { rules, transitionDefaultMinimumObjectSize: size };
  return snippets({ bucket, accountId, after });
}

describe('Terraform', () => {
  it('has every part of every rule, escaped', () => {
    expect(of([everything, { ...abortRule(7), ID: '' }, markerRule()], '1.logs-prod').terraform).toBe(
      String.raw`resource "aws_s3_bucket_lifecycle_configuration" "bucket_1_logs_prod" {
  bucket = "1.logs-prod"
  transition_default_minimum_object_size = "varies_by_storage_class"

  rule {
    id = "every \"thing\" $\u007bx} %\u007by}"
    status = "Enabled"
    filter {
      and {
        prefix = "it's\n/"
        object_size_greater_than = 10
        tags = {
          "a b" = "$(id)"
        }
      }
    }
    expiration {
      date = "2027-01-01T00:00:00Z"
    }
    transition {
      days = 30
      storage_class = "STANDARD_IA"
    }
    noncurrent_version_transition {
      noncurrent_days = 30
      newer_noncurrent_versions = 2
      storage_class = "GLACIER"
    }
    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }

  rule {
    id = "rule-2"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  rule {
    id = "straybytes-expired-delete-markers"
    status = "Enabled"
    filter {}
    expiration {
      expired_object_delete_marker = true
    }
  }
}
`,
    );
  });

  it('says what it cannot say', () => {
    const { terraform } = of([{ ...abortRule(7), 'Future\nAction': {} }]);
    expect(terraform).toContain(String.raw`    # This rule also has "Future\nAction": add it before you apply.`);
  });

  it('has one condition without "and"', () => {
    const tagged: LifecycleRule = { ...everything, Filter: { Tag: { Key: 'a', Value: 'b' } } };
    expect(of([tagged]).terraform).toContain('filter {\n      tag {\n        key = "a"\n        value = "b"\n');
    expect(of([{ ...everything, Filter: { Prefix: 'x' } }]).terraform).toContain('filter {\n      prefix = "x"\n');
  });
});

describe('CloudFormation', () => {
  it('has every part of every rule, escaped', () => {
    expect(of([everything, abortRule(7)]).cloudformation).toBe(
      String.raw`# Under Properties of the AWS::S3::Bucket "logs-prod"
LifecycleConfiguration:
  TransitionDefaultMinimumObjectSize: "varies_by_storage_class"
  Rules:
    - Id: "every \"thing\" ${'$'}{x} %{y}"
      Status: "Enabled"
      Prefix: "it's\n/"
      ObjectSizeGreaterThan: "10"
      TagFilters:
        - Key: "a b"
          Value: "$(id)"
      ExpirationDate: "2027-01-01T00:00:00.000Z"
      Transitions:
        - StorageClass: "STANDARD_IA"
          TransitionInDays: 30
      NoncurrentVersionTransitions:
        - StorageClass: "GLACIER"
          TransitionInDays: 30
          NewerNoncurrentVersions: 2
      NoncurrentVersionExpiration:
        NoncurrentDays: 90
    - Id: "straybytes-abort-incomplete-mpu"
      Status: "Enabled"
      AbortIncompleteMultipartUpload:
        DaysAfterInitiation: 7
`,
    );
  });
});

describe('the CLI command', () => {
  /** Runs the command in a shell where `aws` prints its arguments, one a line, and what it was given to read. */
  function run(command: string): { args: string[]; input: string } {
    const script = `aws() { printf '%s\\n' "$@" --; cat; }\n${command}`;
    const [args = '', input = ''] = execFileSync('sh', ['-c', script], { encoding: 'utf8', input: '' }).split('--\n');
    return { args: args.trimEnd().split('\n'), input };
  }

  it('hands the shell exactly the rules', () => {
    const rules = [everything, { ...abortRule(7), Future: ['RULES', '`id`', '\\'] }];
    const { args, input } = run(of(rules).cli);
    expect(JSON.parse(input)).toEqual({ Rules: rules });
    expect(args).toEqual([
      's3api',
      'put-bucket-lifecycle-configuration',
      '--bucket',
      'logs-prod',
      '--expected-bucket-owner',
      '111122223333',
      '--transition-default-minimum-object-size',
      size,
      '--lifecycle-configuration',
      'file:///dev/stdin',
    ]);
  });

  it('quotes a name, and names no owner that is not an AWS account', () => {
    expect(run(of([], "it's;id", 'local').cli).args).toEqual([
      's3api',
      'delete-bucket-lifecycle',
      '--bucket',
      "it's;id",
    ]);
  });
});
