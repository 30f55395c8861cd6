import { z } from 'zod';
import { accountsAnswerSchema, guardrailsAnswerSchema } from './accounts-output.ts';
import { activitiesSchema, activitySchema } from './activity-output.ts';
import { answer, json } from './answer.ts';
import { budgetsAnswerSchema, starterPlanSchema, starterSchema } from './budgets-output.ts';
import { channelSchema, channelsSchema, channelTestSchema, sentAgainSchema } from './channels-output.ts';
import { costsSchema } from './costs-output.ts';
import { inComponents, type Operation, operations, problem } from './operations.ts';
import * as outputs from './outputs.ts';
import { reportAnswerSchema } from './reports-output.ts';
import { madeShareSchema, shareSchema, sharesSchema } from './shares-output.ts';

const named = z.registry<{ id: string }>();
named.add(outputs.problemSchema, { id: 'Problem' });
named.add(outputs.bucketSchema, { id: 'Bucket' });
named.add(outputs.bucketsSchema, { id: 'Buckets' });
named.add(outputs.bucketDetailSchema, { id: 'BucketDetail' });
named.add(outputs.uploadsSchema, { id: 'Uploads' });
named.add(outputs.planSchema, { id: 'Plan' });
named.add(outputs.fixSchema, { id: 'Fix' });
named.add(outputs.fixesSchema, { id: 'Fixes' });
named.add(outputs.collectStartedSchema, { id: 'CollectStarted' });
named.add(outputs.runSchema, { id: 'Run' });
named.add(costsSchema, { id: 'Costs' });
named.add(budgetsAnswerSchema, { id: 'Budgets' });
named.add(starterPlanSchema, { id: 'StarterBudgetPlan' });
named.add(starterSchema, { id: 'StarterBudget' });
named.add(accountsAnswerSchema, { id: 'Accounts' });
named.add(guardrailsAnswerSchema, { id: 'Guardrails' });
named.add(reportAnswerSchema, { id: 'Report' });
named.add(shareSchema, { id: 'Share' });
named.add(sharesSchema, { id: 'Shares' });
named.add(madeShareSchema, { id: 'MadeShare' });
named.add(channelSchema, { id: 'Channel' });
named.add(channelsSchema, { id: 'Channels' });
named.add(channelTestSchema, { id: 'ChannelTest' });
named.add(sentAgainSchema, { id: 'SentAgain' });
named.add(activitySchema, { id: 'ActivityEntry' });
named.add(activitiesSchema, { id: 'Activity' });
named.add(outputs.healthSchema, { id: 'Health' });

/** The OpenAPI document, made from the schemas that the handlers themselves parse with. */
export function openApiDocument(): Record<string, unknown> {
  const { schemas } = z.toJSONSchema(named, { uri: inComponents });
  const components = Object.entries(schemas).map(([id, { $id: _id, $schema: _schema, ...rest }]) => [id, rest]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Straybytes',
      version: '1',
      description: 'S3 bytes that no listing shows: find, price, fix, prove.',
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    security: [{ token: [] }, {}],
    paths: Object.fromEntries(
      Object.entries(operations).map(([path, methods]) => [
        path,
        Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, described(operation)])),
      ]),
    ),
    components: {
      schemas: Object.fromEntries(components),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'API_TOKEN; left out on loopback' } },
    },
  };
}

function described({ id, summary, path, query, body, answers, open }: Operation): Record<string, unknown> {
  const refusals = open
    ? {}
    : { 400: problem('Not of the form asked for'), 401: problem('The bearer is not accepted') };
  return {
    operationId: id,
    summary,
    parameters: [...parameters('path', path), ...parameters('query', query)],
    ...(body && { requestBody: { content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: {
      ...unknownScope(query),
      ...answers,
      ...refusals,
      ...(body && { 413: problem('The body is larger than 64 KB') }),
    },
    ...(open && { security: [] }),
  };
}

/** A call that is narrowed to an account or a unit refuses one that nobody knows (lib/api/asked-scope.ts). */
function unknownScope(query: z.ZodObject | undefined): Record<string, unknown> {
  return query?.shape.ou ? { 404: problem('Nobody knows this account, or no account is known in this unit') } : {};
}

function parameters(place: 'path' | 'query', given: z.ZodObject | undefined): object[] {
  return Object.entries(given?.shape ?? {}).map(([name, value]) => {
    const { description, ...schema } = schemaOf(value, 'output');
    return { name, in: place, required: place === 'path', ...(description !== undefined && { description }), schema };
  });
}

/** A parameter is text that is read as the outcome; of a body the input counts, in which defaults may be left out. */
function schemaOf(value: z.core.$ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _schema, ...rest } = z.toJSONSchema(value, { io });
  return rest;
}

/** `GET /api/v1/openapi.json` */
export function getOpenApi(request: Request): Promise<Response> {
  return answer(request, 'look', async () => json(openApiDocument()));
}
