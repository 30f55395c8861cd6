import { CreateBucketCommand, CreateMultipartUploadCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';

/** Begins uploads in a new bucket of any S3 server, by the SDK, and leaves them: `uploads` are keys with sizes of parts. */
export async function leaveUploads({
  endpoint,
  bucket: Bucket,
  uploads,
}: {
  endpoint: string;
  bucket: string;
  uploads: readonly (readonly [key: string, sizes: readonly number[]])[];
}): Promise<{ uploads: number; bytes: number }> {
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  let bytes = 0;
  for (const [Key, sizes] of uploads) {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    for (const [index, size] of sizes.entries()) {
      await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: index + 1, Body: Buffer.alloc(size) }));
      bytes += size;
    }
  }
  s3.destroy();
  return { uploads: uploads.length, bytes };
}
