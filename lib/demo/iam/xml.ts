import type { Answer } from '../s3/request.ts';
import { tag } from '../s3/xml.ts';
import type { ServiceFailure } from '../service-failure.ts';

const namespace = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** A whole answer of IAM. */
export function iamAnswer(of: { operation: string; result: string; requestId: string }): Answer {
  const { operation, result, requestId } = of;
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml' },
    body: `<${operation}Response xmlns="${namespace}"><${operation}Result>${result}</${operation}Result><ResponseMetadata>${tag('RequestId', requestId)}</ResponseMetadata></${operation}Response>`,
  };
}

/** An error of IAM; a key that S3 does not know is a token that IAM does not. */
export function iamFailure(failure: ServiceFailure, requestId: string): Answer {
  const code = failure.code === 'InvalidAccessKeyId' ? 'InvalidClientTokenId' : failure.code;
  const type = failure.status < 500 ? 'Sender' : 'Receiver';
  return {
    status: code === 'ExpiredToken' ? 403 : failure.status,
    headers: { 'Content-Type': 'text/xml' },
    body: `<ErrorResponse xmlns="${namespace}"><Error>${tag('Type', type)}${tag('Code', code)}${tag('Message', failure.message)}</Error>${tag('RequestId', requestId)}</ErrorResponse>`,
  };
}

export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** A list as the query protocol has it. */
export function members(name: string, items: readonly string[]): string {
  return element(name, items.map((item) => element('member', item)).join(''));
}

/** IAM's times have no milliseconds. */
export function iamTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
