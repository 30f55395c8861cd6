/** The root user of an account. STS is asked in `region`. */
type RootUser = { accountId: string; partition: string; region: string };

/**
 * Commands that run with the credentials of one account, or not at all. They stand in a subshell: what stops them leaves
 * the shell alone that they are pasted into. A placeholder in them is quoted: a bare `<id>` is a syntax error, after which
 * an interactive shell goes on with the next line, outside of the subshell and of its guard.
 */
export function inAccount(accountId: string, commands: readonly string[]): string {
  return block(`# In account ${accountId}:`, [ifIn(accountId), ...commands]);
}

/**
 * Commands of which one takes something away: nothing is asked of AWS until a person has written `yes` into them, so that
 * what is copied together with the look before it stops behind that look.
 */
export function inAccountOnceSure(accountId: string, commands: readonly string[]): string {
  return block(`# In account ${accountId}, once you are sure:`, [
    "sure='<yes>'",
    `[ "$sure" = yes ] || ${stop('nothing here says yes')}`,
    ifIn(accountId),
    ...commands,
  ]);
}

function ifIn(accountId: string): string {
  return `[ "$(aws sts get-caller-identity --query Account --output text)" = ${accountId} ] || ${stop(`these are not credentials of account ${accountId}`)}`;
}

/** Commands for the management account of the organization that an account is in. */
export function inManagementAccount(accountId: string, commands: readonly string[]): string {
  return block(`# In the management account of the organization of ${accountId}:`, [
    'caller=$(aws sts get-caller-identity --query Account --output text) && [ -n "$caller" ] || exit 1',
    `[ "$caller" = "$(aws organizations describe-organization --query Organization.MasterAccountId --output text)" ] || ${stop('these are not credentials of the management account')}`,
    `aws organizations describe-account --account-id ${accountId} >/dev/null || ${stop(`account ${accountId} is not seen in the organization of these credentials`)}`,
    ...commands,
  ]);
}

/**
 * Commands as the root user of a member account, with a session of 15 minutes for one kind of task. They take over what
 * AssumeRoot answers and stop unless they are that root user then: IAM takes a command without a user name as one about
 * the caller. Source: IAM API, DeleteLoginProfile, DeactivateMFADevice.
 * @param task a managed policy of `root-task`
 * @param region STS takes AssumeRoot in a region, not at its global endpoint (STS API, AssumeRoot)
 * @param named variables that a person fills in, with their placeholders: until then nothing is asked of AWS
 */
export function asRootOf(
  {
    accountId,
    task,
    partition,
    region,
    named = {},
  }: RootUser & { task: string; named?: Record<string, string> | undefined },
  commands: readonly string[],
): string {
  const policy = `arn=arn:${partition}:iam::aws:policy/root-task/${task}`;
  return block(`# As the root user of account ${accountId}, for ${task}:`, [
    ...filledIn(named),
    `session=$(aws sts assume-root --region ${region} --target-principal ${accountId} --task-policy-arn ${policy} --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) || exit 1`,
    'unset AWS_PROFILE AWS_DEFAULT_PROFILE',
    ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(
      (name, index) => `export ${name}="$(printf '%s' "$session" | cut -f${index + 1})"`,
    ),
    ifRootOf({ accountId, partition, region }),
    ...commands,
  ]);
}

/**
 * Commands with an access key of the root user itself.
 * @param named variables that a person fills in, with their placeholders: until then nothing is asked of AWS
 */
export function withRootKeyOf(
  { named = {}, ...of }: RootUser & { named?: Record<string, string> },
  commands: readonly string[],
): string {
  return block(`# As the root user of account ${of.accountId}, with its access key:`, [
    ...filledIn(named),
    ifRootOf(of),
    ...commands,
  ]);
}

function ifRootOf({ accountId, partition, region }: RootUser): string {
  const root = `arn:${partition}:iam::${accountId}:root`;
  const caller = `$(aws sts get-caller-identity --region ${region} --query Arn --output text)`;
  return `[ "${caller}" = ${root} ] || ${stop(`these are not credentials of ${root}`)}`;
}

function filledIn(named: Record<string, string>): string[] {
  const given = Object.entries(named).map(([name, placeholder]) => `${name}='${placeholder}'`);
  const all = Object.keys(named).map((name) => `$${name}`);
  return all.length === 0
    ? []
    : [...given, `case "${all.join('')}" in (*'<'*) ${stop('a placeholder is left in it')} ;; esac`];
}

/** Without a pager, which would take the lines that follow as its keys. */
function block(title: string, lines: readonly string[]): string {
  return [title, '(', ...['export AWS_PAGER=', ...lines].map((line) => `  ${line}`), ')'].join('\n');
}

function stop(because: string): string {
  return `{ echo 'Stopped: ${because}.' >&2; exit 1; }`;
}
