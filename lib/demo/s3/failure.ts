import { ServiceFailure } from '../service-failure.ts';
import { tag } from './xml.ts';

/** The XML of an S3 error. */
export function errorDocument(failure: ServiceFailure, requestId: string): string {
  const extra = Object.entries(failure.extra).map(([name, value]) => tag(name, value));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${tag('Code', failure.code)}${tag('Message', failure.message)}${extra.join('')}${tag('RequestId', requestId)}${tag('HostId', 'simulated')}</Error>`;
}

export function accessDenied(message = 'Access Denied'): ServiceFailure {
  return new ServiceFailure({ status: 403, code: 'AccessDenied', message });
}

export function noSuchBucket(bucket: string): ServiceFailure {
  return new ServiceFailure({
    status: 404,
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist',
    extra: { BucketName: bucket },
  });
}

export function noSuchUpload(uploadId: string): ServiceFailure {
  return new ServiceFailure({
    status: 404,
    code: 'NoSuchUpload',
    message:
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    extra: { UploadId: uploadId },
  });
}

export function invalidArgument(message: string, extra: Record<string, string> = {}): ServiceFailure {
  return new ServiceFailure({ status: 400, code: 'InvalidArgument', message, extra });
}

export function malformedXml(): ServiceFailure {
  return new ServiceFailure({
    status: 400,
    code: 'MalformedXML',
    message: 'The XML you provided was not well-formed or did not validate against our published schema',
  });
}

export function notImplemented(what: string): ServiceFailure {
  return new ServiceFailure({
    status: 501,
    code: 'NotImplemented',
    message: 'A header or query you provided implies functionality that is not implemented',
    extra: { Resource: what },
  });
}

export function slowDown(): ServiceFailure {
  return new ServiceFailure({ status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' });
}

/** A fault of the simulated service itself; S3 has the same word for its own, and clients try again. */
export function internalError(): ServiceFailure {
  return new ServiceFailure({
    status: 500,
    code: 'InternalError',
    message: 'We encountered an internal error. Please try again.',
  });
}
