/** What a starter budget is unless somebody says otherwise: the first thing that a new account needs. */
export const starterDefaults = { name: 'straybytes-daily', amountUsd: 5 } as const;
