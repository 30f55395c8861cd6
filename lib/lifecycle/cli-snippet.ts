import type { LifecycleConfiguration } from './rule.ts';

/** A command for a POSIX shell. The rules go in by a quoted here-document: no length limit, nothing is expanded. */
export function cliSnippet({
  bucket,
  accountId,
  after,
}: {
  bucket: string;
  accountId: string;
  after: LifecycleConfiguration;
}): string {
  const { rules, transitionDefaultMinimumObjectSize: size } = after;
  const target = [
    `--bucket ${quoted(bucket)}`,
    ...(/^\d{12}$/.test(accountId) ? [`--expected-bucket-owner ${accountId}`] : []),
  ];
  if (rules.length === 0) return `aws s3api delete-bucket-lifecycle ${target.join(' ')}\n`;
  const command = [
    'aws s3api put-bucket-lifecycle-configuration',
    ...target,
    ...(size === null ? [] : [`--transition-default-minimum-object-size ${quoted(size)}`]),
    "--lifecycle-configuration file:///dev/stdin <<'RULES'",
  ];
  return `${command.join(' \\\n  ')}\n${JSON.stringify({ Rules: rules }, null, 2)}\nRULES\n`;
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
