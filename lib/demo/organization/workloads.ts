import type { Workload } from '../bill/spend-plan.ts';
import { type AccountName, accountIds } from './accounts.ts';
import { EC2, globalServices, S3, type ServiceName, serviceUsage } from './service-usage.ts';

type Regions = Record<string, number>;
/** USD on a working day; growth a year; share of it on a day of the weekend. */
type Habit = { usd: number; growth?: number; weekend?: number; noise?: number; regions?: Regions; discount?: number };

const homes: Record<AccountName, Regions> = {
  core: { 'eu-central-1': 0.7, 'ap-northeast-2': 0.3 },
  analytics: { 'ap-northeast-2': 0.62, 'us-east-1': 0.38 },
  'data-platform': { 'us-east-1': 0.8, 'eu-west-1': 0.2 },
  media: { 'us-west-2': 0.75, 'ap-southeast-1': 0.25 },
  security: { 'eu-west-1': 0.6, 'us-east-1': 0.4 },
  'ml-research': { 'us-west-2': 1 },
  sandbox: { 'us-west-2': 1 },
};

const habits: Record<AccountName, Partial<Record<ServiceName, number | Habit>>> = {
  core: {
    [EC2]: { usd: 226, growth: 0.12, weekend: 0.66 },
    'EC2 - Other': { usd: 61, growth: 0.15 },
    [S3]: { usd: 7, growth: 0.1 },
    'Amazon Relational Database Service': { usd: 118, growth: 0.08, noise: 0.01 },
    'Amazon Elastic Container Service for Kubernetes': { usd: 14.4, growth: 0, noise: 0 },
    'Amazon Elastic Load Balancing': { usd: 21, growth: 0.1 },
    'Amazon Virtual Private Cloud': { usd: 12, growth: 0.05, noise: 0.01 },
    AmazonCloudWatch: { usd: 34, growth: 0.3, weekend: 0.7 },
    'Amazon ElastiCache': { usd: 21, growth: 0, noise: 0 },
    'AWS Key Management Service': 3.2,
    'Amazon Route 53': { usd: 2.1, regions: { global: 1 } },
    'AWS Secrets Manager': { usd: 1.4, noise: 0 },
    'Amazon Simple Queue Service': { usd: 4.6, weekend: 0.6 },
    'AWS WAF': { usd: 6, regions: { global: 1 }, noise: 0.02 },
  },
  analytics: {
    'Amazon Athena': { usd: 74, growth: 0.45, weekend: 0.25, noise: 0.2 },
    'AWS Glue': { usd: 66, growth: 0.3, weekend: 0.8 },
    'Amazon Elastic MapReduce': { usd: 58, growth: 0.2, weekend: 0.55 },
    [EC2]: { usd: 64, growth: 0.2, weekend: 0.55, regions: { 'us-east-1': 1 } },
    'EC2 - Other': { usd: 17, growth: 0.2 },
    [S3]: { usd: 12, growth: 0.3 },
    'Amazon OpenSearch Service': { usd: 39, growth: 0.05, noise: 0.01 },
    'Amazon Kinesis Firehose': { usd: 11, growth: 0.35, weekend: 0.85 },
    AmazonCloudWatch: { usd: 9, growth: 0.2 },
    'AWS Lambda': { usd: 6.5, growth: 0.3, weekend: 0.6 },
    'Amazon DynamoDB': { usd: 8, growth: 0.2 },
    'AWS Key Management Service': 1.1,
  },
  'data-platform': {
    'Amazon Redshift': { usd: 156, growth: 0.3, noise: 0.02 },
    // The fleet moves to other accounts, its reservations do not.
    [EC2]: { usd: 44, growth: -0.67, weekend: 0.9 },
    'EC2 - Other': { usd: 46, growth: 0.1 },
    'Amazon Managed Streaming for Apache Kafka': { usd: 59, growth: 0.1, noise: 0.01 },
    'AWS Glue': { usd: 27, growth: 0.2 },
    'Amazon Relational Database Service': { usd: 44, growth: 0.15, noise: 0.01 },
    [S3]: { usd: 16, growth: 0.25 },
    AmazonCloudWatch: { usd: 15, growth: 0.2 },
    'Amazon Kinesis Firehose': { usd: 14, growth: 0.3, weekend: 0.85 },
    'AWS Lambda': { usd: 5, growth: 0.2 },
    'Amazon DynamoDB': { usd: 11, growth: 0.15 },
    'AWS Secrets Manager': { usd: 0.8, noise: 0 },
  },
  media: {
    'Amazon CloudFront': { usd: 204, growth: 0.32, weekend: 1.35, noise: 0.09, regions: { global: 1 }, discount: 0.08 },
    'AWS Elemental MediaConvert': { usd: 41, growth: 0.2, weekend: 0.4, noise: 0.25 },
    [S3]: { usd: 24, growth: 0.3, weekend: 1.2 },
    [EC2]: { usd: 47, growth: 0.1, weekend: 0.8 },
    'EC2 - Other': { usd: 23, growth: 0.1 },
    'AWS Lambda': { usd: 13, growth: 0.4, weekend: 1.1 },
    'Amazon DynamoDB': { usd: 17, growth: 0.25, weekend: 1.2 },
    'Amazon Elastic Load Balancing': { usd: 6, growth: 0.05 },
    AmazonCloudWatch: { usd: 7, growth: 0.2 },
    'AWS WAF': { usd: 4, regions: { global: 1 }, noise: 0.02 },
    'Amazon Route 53': { usd: 1.5, weekend: 1.2, regions: { global: 1 } },
  },
  security: {
    'Amazon GuardDuty': { usd: 28, growth: 0.22 },
    'AWS Security Hub': { usd: 9, growth: 0.1 },
    'AWS Config': { usd: 13, growth: 0.05, weekend: 0.4 },
    'AWS CloudTrail': { usd: 11, growth: 0.18 },
    [S3]: { usd: 3, growth: 0.2 },
    AmazonCloudWatch: { usd: 6, growth: 0.1 },
    'AWS Key Management Service': 1.6,
    'AWS Lambda': 0.7,
    [EC2]: { usd: 4.2, growth: 0, noise: 0 },
  },
  'ml-research': {
    'Amazon SageMaker': { usd: 121, growth: 0.6, weekend: 0.45, noise: 0.18 },
    [EC2]: { usd: 33, growth: 0.3, weekend: 0.5, noise: 0.12 },
    'EC2 - Other': { usd: 19, growth: 0.4 },
    [S3]: { usd: 9, growth: 0.5 },
    AmazonCloudWatch: { usd: 2.6, growth: 0.2 },
    'AWS Lambda': 0.4,
    'Amazon Elastic Container Service for Kubernetes': { usd: 2.4, growth: 0, noise: 0 },
  },
  sandbox: {
    [EC2]: { usd: 13, growth: -0.1, weekend: 0.4, noise: 0.3 },
    'EC2 - Other': { usd: 5, growth: 0, noise: 0.1 },
    [S3]: { usd: 1.2, growth: 0.1 },
    'Amazon Relational Database Service': { usd: 4.4, growth: 0, noise: 0 },
    'AWS Lambda': { usd: 0.6, weekend: 0.3, noise: 0.3 },
    'Amazon DynamoDB': { usd: 0.9, noise: 0.2 },
    AmazonCloudWatch: 0.8,
    'Amazon Virtual Private Cloud': { usd: 1.1, noise: 0.01 },
  },
};

/** What each account of the demo uses, of every service. */
export const workloads: Workload[] = Object.entries(habits).flatMap(([account, services]) =>
  Object.entries(services).map(([service, habit]) => {
    const given: Habit = typeof habit === 'number' ? { usd: habit } : habit;
    return {
      accountId: accountIds[account as AccountName],
      service,
      usd: given.usd,
      growth: given.growth ?? 0.15,
      weekend: given.weekend ?? 1,
      noise: given.noise ?? 0.06,
      regions: given.regions ?? homes[account as AccountName],
      usage: serviceUsage[service as ServiceName],
      isGlobal: globalServices.includes(service),
      discount: given.discount ?? 0,
    };
  }),
);
