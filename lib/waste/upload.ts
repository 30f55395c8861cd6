/** Who probably left an upload behind; always shown with "likely". */
export type Creator = {
  /** Stable slug, such as `athena`, `redshift-unload`, `spark`, `gitlab`, `backup`, `aws-cli`, `unknown`. */
  id: string;
  confidence: 'high' | 'medium' | 'low';
};

/** How a figure is known. */
export type Measurement = 'exact' | 'sampled' | 'partial' | 'denied' | 'notScanned';

/** A multipart upload that was begun and neither completed nor aborted. Identity: bucket, key, uploadId. */
export type IncompleteUpload = {
  key: string;
  uploadId: string;
  initiatedAt: Date;
  /** ARN or canonical user id; null where the server does not say. */
  initiator: string | null;
  storageClass: string;
  creator: Creator;
  /** Null: not known (never asked, or refused: see `sizeProblem`). Never 0 for unknown. */
  parts: number | null;
  /** Bytes of all parts; null: not known. */
  bytes: number | null;
  lastPartAt: Date | null;
  /** When parts, bytes and lastPartAt were read. */
  sizeCheckedAt: Date | null;
  sizeProblem: string | null;
};
