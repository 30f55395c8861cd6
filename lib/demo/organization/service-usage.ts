import type { UsageSplit } from '../bill/spend-plan.ts';

const hours = (share: number, price: number) => ({ share, unit: 'Hrs', price });
const gb = (share: number, price: number) => ({ share, unit: 'GB', price });
const gbMonth = (share: number, price: number) => ({ share, unit: 'GB-Mo', price });
const requests = (share: number, price: number) => ({ share, unit: 'Requests', price });

export const EC2 = 'Amazon Elastic Compute Cloud - Compute';
export const S3 = 'Amazon Simple Storage Service';

/** What the cost of each service is made of; names as Cost Explorer has them. */
export const serviceUsage = {
  [EC2]: { 'BoxUsage:m7g.2xlarge': hours(0.55, 0.3264), 'BoxUsage:c7g.4xlarge': hours(0.45, 0.58) },
  'EC2 - Other': {
    'EBS:VolumeUsage.gp3': gbMonth(0.46, 0.08),
    'NatGateway-Bytes': gb(0.34, 0.045),
    'DataTransfer-Regional-Bytes': gb(0.2, 0.01),
  },
  // Storage itself is billed by what is there: see lib/demo/bill/storage-lines.ts.
  [S3]: { 'Requests-Tier1': requests(0.42, 0.000_005), 'DataTransfer-Out-Bytes': gb(0.58, 0.09) },
  'Amazon Relational Database Service': {
    'InstanceUsage:db.r7g.2xl': hours(0.78, 0.956),
    'RDS:GP3-Storage': gbMonth(0.22, 0.115),
  },
  'Amazon CloudFront': { 'DataTransfer-Out-Bytes': gb(0.86, 0.06), 'Requests-HTTP2': requests(0.14, 0.000_001) },
  'Amazon Virtual Private Cloud': {
    'PublicIPv4:InUseAddress': hours(0.6, 0.005),
    'VpcEndpoint-Hours': hours(0.4, 0.01),
  },
  'Amazon Elastic Load Balancing': { LoadBalancerUsage: hours(0.6, 0.0225), LCUUsage: hours(0.4, 0.008) },
  AmazonCloudWatch: { 'DataProcessing-Bytes': gb(0.8, 0.5), 'CW:MetricMonitorUsage': requests(0.2, 0.3) },
  'AWS Lambda': { 'Lambda-GB-Second-ARM': { share: 1, unit: 'Lambda-GB-Second', price: 0.000_013_333_4 } },
  'Amazon DynamoDB': {
    'PayPerRequest-Requests': requests(0.7, 0.000_000_125),
    'TimedStorage-ByteHrs': gbMonth(0.3, 0.25),
  },
  'Amazon Redshift': { 'Node:ra3.4xlarge': hours(0.9, 3.26), 'RMS:ra3.4xlarge': gbMonth(0.1, 0.024) },
  'Amazon Athena': { DataScannedInTB: { share: 1, unit: 'Terabytes', price: 5 } },
  'AWS Glue': { 'ETL-DPU-Hour': { share: 1, unit: 'DPU-Hour', price: 0.44 } },
  'Amazon Elastic MapReduce': { 'BoxUsage:m6g.4xlarge': hours(1, 0.154) },
  'Amazon SageMaker': {
    'Studio:KernelGateway-ml.g5.2xlarge': hours(0.3, 1.515),
    'Train:ml.g5.12xlarge': hours(0.7, 7.09),
  },
  'Amazon ElastiCache': { 'NodeUsage:cache.r7g.xlarge': hours(1, 0.437) },
  'Amazon OpenSearch Service': { 'ESInstance:r6g.2xlarge': hours(0.84, 0.668), 'ES:gp3-Storage': gbMonth(0.16, 0.122) },
  'Amazon Elastic Container Service for Kubernetes': { 'AmazonEKS-Hours:perCluster': hours(1, 0.1) },
  'Amazon Managed Streaming for Apache Kafka': {
    'Kafka.m7g.2xlarge': hours(0.74, 0.816),
    'Kafka.Storage.GP2': gbMonth(0.26, 0.1),
  },
  'Amazon Kinesis Firehose': { BilledBytes: gb(1, 0.029) },
  'AWS Elemental MediaConvert': { 'AVC-HD-SP-SQ': { share: 1, unit: 'Minutes', price: 0.015 } },
  'Amazon GuardDuty': { 'PaidEventsAnalyzed-Bytes': gb(1, 1) },
  'AWS Security Hub': { PaidComplianceCheck: { share: 1, unit: 'SecurityChecks', price: 0.001 } },
  'AWS Config': { ConfigurationItemRecorded: { share: 1, unit: 'ConfigurationItemRecorded', price: 0.003 } },
  'AWS CloudTrail': { PaidEventsRecorded: { share: 1, unit: 'Events', price: 0.000_02 } },
  'AWS Key Management Service': { 'KMS-Requests': requests(1, 0.000_003) },
  'AWS WAF': { WebACLV2: { share: 1, unit: 'WebACL', price: 5 } },
  'Amazon Route 53': { 'DNS-Queries': { share: 1, unit: 'Queries', price: 0.000_000_4 } },
  'AWS Secrets Manager': { AWSSecrets: { share: 1, unit: 'Secrets', price: 0.4 } },
  'Amazon Simple Queue Service': { 'Requests-Tier1': requests(1, 0.000_000_4) },
} satisfies Record<string, UsageSplit>;

export type ServiceName = keyof typeof serviceUsage;

/** Services whose usage types bear no region code. */
export const globalServices: readonly string[] = ['Amazon CloudFront', 'Amazon Route 53', 'AWS WAF'];
