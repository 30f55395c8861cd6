/** An IAM policy statement, as the policies of reading and of fixing are made of. */
export type Statement = {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, string | string[]>;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};

export type PolicyDocument = { Version: '2012-10-17'; Statement: readonly object[] };
