import { z } from 'zod';

/** What a person asks for. `amountUsd` is the limit of a day. */
export type StarterInput = {
  accountId: string;
  amountUsd: number;
  name: string;
  emails: readonly string[];
  snsTopicArn?: string | undefined;
};

/** AWS Budgets quotas: e-mail addresses a notification, and one SNS topic beside them. */
export const MAX_EMAILS = 10;
const MAX_NAME = 100;
/** AWS keeps an address of at most so many characters for a person (RFC 5321). */
const MAX_EMAIL = 254;
const MAX_USD = 1e12;

const topicPattern = /^arn:aws[a-z-]*:sns:[a-z]{2}[a-z-]*-\d:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/** The number that was typed as a plain decimal one, such as 5 or 5.50; NaN for anything else, such as 5,50. */
export function typedUsd(text: string): number {
  return /^\d{1,15}(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** The addresses of an input as they are to be used, and what is wrong with it, by the name of the field. */
export function checkedStarter(input: StarterInput): {
  emails: string[];
  topic: string;
  problems: Record<string, string>;
} {
  const emails = distinct(input.emails);
  const topic = input.snsTopicArn?.trim() ?? '';
  const problems = Object.entries({
    accountId: /^\d{12}$/.test(input.accountId)
      ? null
      : `\`${input.accountId}\` is not an account id: it has 12 digits.`,
    amountUsd: amountProblem(input.amountUsd),
    name: nameProblem(input.name),
    emails: emailProblem(emails, topic),
    snsTopicArn: topic === '' || topicPattern.test(topic) ? null : topicProblem(topic),
  }).filter((entry): entry is [string, string] => entry[1] !== null);
  return { emails, topic, problems: Object.fromEntries(problems) };
}

/** Each address once, as it was first written. */
function distinct(emails: readonly string[]): string[] {
  const trimmed = emails.map((email) => email.trim());
  const seen = trimmed.map((email) => email.toLowerCase());
  return trimmed.filter((_, index) => seen.indexOf(seen[index] ?? '') === index);
}

function amountProblem(usd: number): string | null {
  if (Number.isNaN(usd)) return 'The amount must be a plain number of USD, such as 5 or 5.50.';
  if (!(usd >= 0.01)) return 'The amount must be above 0: it is the limit of a day in USD.';
  if (usd > MAX_USD) return `The amount must be at most ${MAX_USD} USD.`;
  return Math.abs(usd * 100 - Math.round(usd * 100)) < 1e-6 * usd ? null : 'The amount must be in whole cents.';
}

/** BudgetName: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html */
function nameProblem(name: string): string | null {
  if (name.trim() === '') return 'The budget needs a name.';
  if (name.length > MAX_NAME) return `The name has ${name.length} characters; AWS takes at most ${MAX_NAME}.`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'The name must not hold control characters.';
  if (/[:\\]/.test(name)) return 'The name must not hold `:` or `\\`: AWS refuses them.';
  return /\/action\/|<script>/i.test(name)
    ? 'The name must not hold `/action/` or `<script>`: AWS refuses them.'
    : null;
}

function emailProblem(emails: string[], topic: string): string | null {
  if (emails.length === 0 && topic === '')
    return 'Give at least one e-mail address or an SNS topic: a budget must tell somebody.';
  if (emails.length > MAX_EMAILS)
    return `AWS Budgets tells at most ${MAX_EMAILS} e-mail addresses, and there are ${emails.length}. An SNS topic can tell more.`;
  const wrong = emails.filter((email) => email.length > MAX_EMAIL || !z.email().safeParse(email).success);
  if (wrong.length === 0) return null;
  return `${wrong.map((email) => `\`${email}\``).join(', ')} ${wrong.length === 1 ? 'is no e-mail address' : 'are no e-mail addresses'}.`;
}

function topicProblem(topic: string): string {
  const why = topic.endsWith('.fifo')
    ? 'a FIFO topic, which AWS Budgets does not publish to'
    : 'no ARN of an SNS topic';
  return `\`${topic}\` is ${why}. It looks like arn:aws:sns:us-east-1:123456789012:cost-alerts.`;
}
