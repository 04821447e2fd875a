export const sampling = {} as const;
