import { cliSnippet } from './cli-snippet.ts';
import { cloudformationSnippet } from './cloudformation-snippet.ts';
import type { LifecycleConfiguration } from './rule.ts';
import { terraformSnippet } from './terraform-snippet.ts';

export type Snippets = { terraform: string; cloudformation: string; cli: string };

/** The whole configuration after a fix, to paste where the bucket is owned by code. Every value is escaped. */
export function snippets({
  bucket,
  accountId,
  after,
}: {
  bucket: string;
  accountId: string;
  after: LifecycleConfiguration;
}): Snippets {
  return {
    terraform: terraformSnippet({ bucket, after }),
    cloudformation: cloudformationSnippet({ bucket, after }),
    cli: cliSnippet({ bucket, accountId, after }),
  };
}
