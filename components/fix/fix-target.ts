/** The bucket a fix is for. */
export type FixTarget = { accountId: string; accountName: string; bucket: string; region: string };

export const suggestedDays = 7;
