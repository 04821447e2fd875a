export const reads = {} as const;
