import { z } from 'zod';
import { type LifecycleRule, lifecycleRuleSchema } from './rule.ts';

/**
 * Fields of a rule that this version does not know, by their path (`FutureAction`, `Expiration.Future`). They are kept in
 * every merge; here they are named where a rule is told in other words.
 */
export function unknownFields(rule: LifecycleRule): string[] {
  return [...new Set(unknownIn(lifecycleRuleSchema, rule, []))];
}

function unknownIn(schema: unknown, value: unknown, path: string[]): string[] {
  if (value === undefined) return [];
  if (schema === undefined) return [path.join('.')];
  if (schema instanceof z.ZodOptional) return unknownIn(schema.unwrap(), value, path);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item) => unknownIn(schema.element, item, path));
  }
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return [];
  const shape: Record<string, unknown> = schema.shape;
  return Object.entries(value).flatMap(([name, field]) =>
    unknownIn(Object.hasOwn(shape, name) ? shape[name] : undefined, field, [...path, name]),
  );
}
