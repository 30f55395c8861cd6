/** What an IAM Identity Center has at the start. */
export type SsoPlan = {
  /** Of its access portal. */
  startUrl: string;
  people: readonly { userName: string; name: string }[];
  /** IAM actions that each allows, such as `s3:*`. */
  permissionSets: Readonly<Record<string, readonly string[]>>;
  assignments: readonly { person: string; accountIds: readonly string[]; permissionSets: readonly string[] }[];
};
