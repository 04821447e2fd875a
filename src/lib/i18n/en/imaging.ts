export const imaging = {} as const;
