import type { z } from 'zod';
import { focusUnfilled } from '#lib/spend/focus.ts';
import { accountsQuery, guardrailsQuery, onboardingQuery } from './accounts-input.ts';
import { activityCsvQuery, activityQuery } from './activity-input.ts';
import { budgetsQuery, starterBody, starterParams } from './budgets-input.ts';
import { channelBody, channelChange, channelParams, deliveryParams } from './channels-input.ts';
import { costsQuery, focusQuery } from './costs-input.ts';
import * as inputs from './inputs.ts';
import { pictureQuery, reportParams, reportQuery } from './reports-input.ts';
import { shareBody, shareParams } from './shares-input.ts';

/** Where the OpenAPI document keeps the schema of an answer. */
export const inComponents = (id: string) => `#/components/schemas/${id}`;

type Content = { description: string; content?: Record<string, unknown> };
export type Operation = {
  id: string;
  summary: string;
  path?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  answers: Record<string, Content>;
  open?: boolean;
};

function schema(id: string | string[], description: string): Content {
  const refs = [id].flat().map((name) => ({ $ref: inComponents(name) }));
  return { description, content: { 'application/json': { schema: refs.length === 1 ? refs[0] : { oneOf: refs } } } };
}

/** An answer that is a problem. */
export function problem(description: string): Content {
  return { description, content: { 'application/problem+json': { schema: { $ref: inComponents('Problem') } } } };
}

function text(type: string, description: string): Record<string, Content> {
  return { 200: { description, content: { [type]: { schema: { type: 'string' } } } } };
}

function csv(description: string): Record<string, Content> {
  return text('text/csv', description);
}

const noChannel = { 404: problem('No such channel') };
const weekToCome = { 404: problem('This week is not over') };
const noBucket = { 404: problem('No collection has seen this bucket') };
/** Every call of the API, by path and method. */
export const operations: Record<string, Record<string, Operation>> = {
  '/api/health': {
    get: { id: 'health', summary: 'This process lives', open: true, answers: { 200: schema('Health', 'Alive') } },
  },
  '/api/ready': {
    get: {
      id: 'ready',
      summary: 'The database answers a real query',
      open: true,
      answers: { 200: schema('Health', 'Ready'), 503: problem('The database does not answer') },
    },
  },
  '/api/v1/collect': {
    post: {
      id: 'collect',
      summary: 'Collect now, or join the collection that is running',
      body: inputs.collectBody,
      answers: {
        202: schema('CollectStarted', 'The run, begun or joined'),
        404: problem('Nobody knows an account that is asked for'),
        409: problem(
          'An account that is asked for is not looked at, or a look as oneself is asked for while a run is open',
        ),
      },
    },
  },
  '/api/v1/collect/{runId}': {
    get: {
      id: 'collectProgress',
      summary: 'Where a collection stands',
      path: inputs.runParams,
      answers: { 200: schema('Run', 'The run'), 404: problem('No such run') },
    },
  },
  '/api/v1/buckets': {
    get: {
      id: 'buckets',
      summary: 'Buckets of the newest snapshot',
      query: inputs.bucketsQuery,
      answers: { 200: schema('Buckets', 'One page') },
    },
  },
  '/api/v1/buckets.csv': {
    get: {
      id: 'bucketsCsv',
      summary: 'All buckets that match, as CSV',
      query: inputs.bucketsCsvQuery,
      answers: csv('A line for each bucket'),
    },
  },
  '/api/v1/buckets/{accountId}/{bucket}': {
    get: {
      id: 'bucket',
      summary: 'A bucket with history, rules and fixes',
      path: inputs.bucketParams,
      answers: { 200: schema('BucketDetail', 'The bucket'), ...noBucket },
    },
  },
  '/api/v1/buckets/{accountId}/{bucket}/uploads': {
    get: {
      id: 'uploads',
      summary: 'The incomplete uploads of a bucket as last collected',
      path: inputs.bucketParams,
      query: inputs.uploadsQuery,
      answers: { 200: schema('Uploads', 'One page'), ...noBucket },
    },
  },
  '/api/v1/buckets/{accountId}/{bucket}/fix': {
    post: {
      id: 'fix',
      summary: 'Plan a fix, or apply the plan with this fingerprint',
      path: inputs.bucketParams,
      body: inputs.fixBody,
      answers: {
        200: schema(['Plan', 'Fix'], 'Plan with dryRun true, Fix with dryRun false'),
        403: problem('AWS does not allow it'),
        409: problem('The live configuration is not the one planned for, or the fix would break a promise'),
        ...noBucket,
      },
    },
  },
  '/api/v1/fixes': {
    get: {
      id: 'fixes',
      summary: 'The log of fixes, newest first',
      query: inputs.fixesQuery,
      answers: { 200: schema('Fixes', 'One page') },
    },
  },
  '/api/v1/fixes/{fixId}': {
    get: {
      id: 'fixById',
      summary: 'One fix and how far its proof has come',
      path: inputs.fixParams,
      answers: { 200: schema('Fix', 'The fix'), 404: problem('No such fix') },
    },
  },
  '/api/v1/fixes/{fixId}/undo': {
    post: {
      id: 'undo',
      summary: 'Put back the rules that were there before a fix',
      path: inputs.fixParams,
      body: inputs.undoBody,
      answers: {
        200: schema('Fix', 'The fix, undone'),
        404: problem('No such fix'),
        409: problem('The live configuration is not the one the fix left'),
      },
    },
  },
  '/api/v1/costs': {
    get: {
      id: 'costs',
      summary: 'Costs by day or month, as stored: nobody is asked, nothing is billed',
      query: costsQuery,
      answers: { 200: schema('Costs', 'Every item of the range') },
    },
  },
  '/api/v1/costs.csv': {
    get: { id: 'costsCsv', summary: 'The same as CSV', query: costsQuery, answers: csv('A line for each item') },
  },
  '/api/v1/costs/focus.csv': {
    get: {
      id: 'costsFocus',
      summary: 'Costs by account and service with the columns of FOCUS 1.2',
      query: focusQuery,
      answers: csv(`A line for each cost. Null, because Cost Explorer does not say it: ${focusUnfilled.join(', ')}`),
    },
  },
  '/api/v1/budgets': {
    get: {
      id: 'budgets',
      summary: 'Every budget of every account as last read, what is missing, and what could not be read',
      query: budgetsQuery,
      answers: { 200: schema('Budgets', 'What needs a person first') },
    },
  },
  '/api/v1/budgets/starter': {
    post: {
      id: 'starterBudget',
      summary: 'Preview a daily starter budget, or create it',
      body: starterBody,
      answers: {
        200: schema(['StarterBudgetPlan', 'StarterBudget'], 'The plan with dryRun true, the budget with dryRun false'),
        403: problem('AWS does not allow it'),
        409: problem('Another budget has this name, or a limit of AWS Budgets is reached'),
      },
    },
  },
  '/api/v1/budgets/starter/{starterId}/undo': {
    post: {
      id: 'undoStarterBudget',
      summary: 'Delete a budget that was created here, if nobody changed it',
      path: starterParams,
      body: inputs.undoBody,
      answers: {
        200: schema('StarterBudget', 'The budget, undone'),
        404: problem('No budget of this id was created here'),
        409: problem('It was changed since, or is not in force'),
      },
    },
  },
  '/api/v1/accounts': {
    get: {
      id: 'accounts',
      summary: 'Every account with its unit, what is denied in it, its waste and its month so far',
      query: accountsQuery,
      answers: { 200: schema('Accounts', 'Every account that is known, by name') },
    },
  },
  '/api/v1/guardrails': {
    get: {
      id: 'guardrails',
      summary: 'What every check says of every account, with its evidence',
      query: guardrailsQuery,
      answers: { 200: schema('Guardrails', 'As last read') },
    },
  },
  '/api/v1/onboarding.yaml': {
    get: {
      id: 'onboardingCloudFormation',
      summary: 'The roles that an account needs, as a CloudFormation template for a stack or a StackSet',
      query: onboardingQuery,
      answers: text('application/yaml', 'The template'),
    },
  },
  '/api/v1/onboarding.tf': {
    get: {
      id: 'onboardingTerraform',
      summary: 'The same as a Terraform module',
      query: onboardingQuery,
      answers: text('text/plain', 'The module'),
    },
  },
  '/api/v1/reports/{week}': {
    get: {
      id: 'report',
      summary: 'What a week that is over came to, as it stood at its end',
      path: reportParams,
      query: reportQuery,
      answers: { 200: schema('Report', 'The report'), ...weekToCome },
    },
  },
  '/api/v1/reports/{week}.csv': {
    get: {
      id: 'reportCsv',
      summary: 'The same as CSV',
      path: reportParams,
      query: reportQuery,
      answers: { ...csv('A line for each figure'), ...weekToCome },
    },
  },
  '/api/v1/reports/{week}.png': {
    get: {
      id: 'reportPicture',
      summary: 'The same as a picture to share',
      path: reportParams,
      query: pictureQuery,
      answers: {
        200: { description: 'PNG', content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } },
        304: { description: 'If-None-Match names this very picture' },
        ...weekToCome,
      },
    },
  },
  '/api/v1/reports/{week}/shares': {
    get: {
      id: 'shares',
      summary: 'Links that show this report without sign-in, those that ended too',
      path: reportParams,
      answers: { 200: schema('Shares', 'The newest first'), ...weekToCome },
    },
    post: {
      id: 'share',
      summary: 'Make a link that shows this report, masked so, to whoever has it',
      path: reportParams,
      body: shareBody,
      answers: { 201: schema('MadeShare', 'The link; its address is told this once'), ...weekToCome },
    },
  },
  '/api/v1/reports/{week}/shares/{shareId}': {
    delete: {
      id: 'revokeShare',
      summary: 'End a link now',
      path: shareParams,
      answers: { 200: schema('Share', 'The link, revoked'), 404: problem('No such link that is not revoked') },
    },
  },
  '/api/v1/channels': {
    get: {
      id: 'channels',
      summary: 'Where reports are delivered, when, and what became of the last deliveries',
      answers: { 200: schema('Channels', 'All channels, without their secrets') },
    },
    post: {
      id: 'addChannel',
      summary: 'Deliver the report of each week somewhere',
      body: channelBody,
      answers: { 201: schema('Channel', 'The channel'), 409: problem('Its address is none that may be delivered to') },
    },
  },
  '/api/v1/channels/{channelId}': {
    patch: {
      id: 'changeChannel',
      summary: 'Change the schedule, the target, or whether it is paused',
      path: channelParams,
      body: channelChange,
      answers: { 200: schema('Channel', 'The channel'), ...noChannel },
    },
    delete: {
      id: 'deleteChannel',
      summary: 'Delete a channel and its secrets',
      path: channelParams,
      answers: { 204: { description: 'It is deleted' }, ...noChannel },
    },
  },
  '/api/v1/channels/{channelId}/test': {
    post: {
      id: 'testChannel',
      summary: 'Send the last week there now, beside the schedule',
      path: channelParams,
      answers: { 200: schema('ChannelTest', 'What became of it'), ...noChannel },
    },
  },
  '/api/v1/deliveries/{deliveryId}/again': {
    post: {
      id: 'sendAgain',
      summary: 'Send again, now, what did not arrive or is not known to have: look on the other side before',
      path: deliveryParams,
      answers: {
        200: schema('SentAgain', 'The delivery, and what became of it'),
        404: problem('No such delivery'),
        409: problem('It has arrived or is being sent, or its channel is paused'),
      },
    },
  },
  '/api/v1/activity': {
    get: {
      id: 'activity',
      summary: 'Who did what, when, from where; the newest first',
      query: activityQuery,
      answers: { 200: schema('Activity', 'One page; what is about people only for an administrator') },
    },
  },
  '/api/v1/activity.csv': {
    get: {
      id: 'activityCsv',
      summary: 'The same as CSV',
      query: activityCsvQuery,
      answers: csv('A line for each entry'),
    },
  },
  '/api/v1/openapi.json': {
    get: {
      id: 'openapi',
      summary: 'This document',
      answers: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } } },
    },
  },
};
