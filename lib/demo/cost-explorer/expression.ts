import { z } from 'zod';
import type { BillLine } from '../bill/bill-line.ts';
import { validation } from '../json/failure.ts';

const dimensionsSchema = z.object({
  Key: z.string(),
  Values: z.array(z.string()).default([]),
  MatchOptions: z.array(z.string()).optional(),
});
type Dimensions = z.output<typeof dimensionsSchema>;

/** A filter of Cost Explorer and of budgets. */
export type Expression = {
  Dimensions?: Dimensions | undefined;
  Tags?: unknown;
  CostCategories?: unknown;
  And?: Expression[] | undefined;
  Or?: Expression[] | undefined;
  Not?: Expression | undefined;
};

export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.object({
    Dimensions: dimensionsSchema.optional(),
    Tags: z.unknown().optional(),
    CostCategories: z.unknown().optional(),
    And: z.array(expressionSchema).optional(),
    Or: z.array(expressionSchema).optional(),
    Not: expressionSchema.optional(),
  }),
);

export type NamesOfAccounts = (accountId: string) => string;

/** What a line has for a dimension. */
const values: Record<string, (line: BillLine, nameOf: NamesOfAccounts) => string> = {
  SERVICE: ({ service }) => service,
  LINKED_ACCOUNT: ({ accountId }) => accountId,
  LINKED_ACCOUNT_NAME: ({ accountId }, nameOf) => nameOf(accountId),
  REGION: ({ region }) => region,
  USAGE_TYPE: ({ usageType }) => usageType,
  RECORD_TYPE: ({ recordType }) => recordType,
};
/** Dimensions of the real service that no line of this one has a value for. */
const absent = [
  'AZ',
  'INSTANCE_TYPE',
  'INSTANCE_TYPE_FAMILY',
  'OPERATION',
  'PURCHASE_TYPE',
  'USAGE_TYPE_GROUP',
  'OPERATING_SYSTEM',
  'TENANCY',
  'SCOPE',
  'PLATFORM',
  'SUBSCRIPTION_ID',
  'LEGAL_ENTITY_NAME',
  'INVOICING_ENTITY',
  'BILLING_ENTITY',
  'DEPLOYMENT_OPTION',
  'DATABASE_ENGINE',
  'CACHE_ENGINE',
  'RESERVATION_ID',
];

/** A line's value of a dimension, `NoOperation` and the like where it has none; null for what is no dimension. */
export function valueGetter(dimension: string, nameOf: NamesOfAccounts): ((line: BillLine) => string) | null {
  const get = Object.hasOwn(values, dimension) ? values[dimension] : undefined;
  if (get) return (line) => get(line, nameOf);
  if (!absent.includes(dimension)) return null;
  const none = `No${dimension.toLowerCase().replace(/(^|_)(.)/g, (_all, _bar, letter: string) => letter.toUpperCase())}`;
  return () => none;
}

/** @throws ServiceFailure ValidationException, as for an expression of two kinds at once. */
export function matcherOf(expression: Expression | undefined, nameOf: NamesOfAccounts): (line: BillLine) => boolean {
  if (!expression) return () => true;
  const kinds = Object.entries(expression).filter(([, value]) => value !== undefined);
  if (kinds.length !== 1)
    throw validation('Expression has wrong number of operators: exactly one of them is allowed at a level.');
  const { And, Or, Not, Dimensions } = expression;
  if (And) return every(operands('And', And), nameOf);
  if (Or) {
    const any = operands('Or', Or).map((each) => matcherOf(each, nameOf));
    return (line) => any.some((matches) => matches(line));
  }
  if (Not) {
    const matches = matcherOf(Not, nameOf);
    return (line) => !matches(line);
  }
  // No line of this bill is tagged or categorised.
  return Dimensions ? dimensionMatcher(Dimensions, nameOf) : () => false;
}

function every(operands: readonly Expression[], nameOf: NamesOfAccounts): (line: BillLine) => boolean {
  const all = operands.map((each) => matcherOf(each, nameOf));
  return (line) => all.every((matches) => matches(line));
}

function operands(name: 'And' | 'Or', given: readonly Expression[]): readonly Expression[] {
  if (given.length < 2) throw validation(`${name} expression must have at least 2 operands.`);
  return given;
}

function dimensionMatcher({ Key, Values, MatchOptions = ['EQUALS'] }: Dimensions, nameOf: NamesOfAccounts) {
  const get = valueGetter(Key, nameOf);
  if (!get) throw validation(`Dimension ${Key} is not supported for filtering.`);
  if (Values.length === 0) throw validation(`Dimension ${Key} has no values.`);
  const wanted = new Set(Values);
  if (MatchOptions.includes('STARTS_WITH'))
    return (line: BillLine) => Values.some((value) => get(line).startsWith(value));
  return (line: BillLine) => wanted.has(get(line));
}
