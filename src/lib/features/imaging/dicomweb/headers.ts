/** The content under these URLs never changes: a mask that does gives the study another UID (`openStudy`). Browsers may keep it for the session, shared caches may not. */
export const keepHeaders = { 'cache-control': 'private, max-age=3600, immutable' } as const;

/** What may grow or be masked: kept a little while, then asked for anew by its tag. */
export const checkHeaders = { 'cache-control': 'private, max-age=60' } as const;
