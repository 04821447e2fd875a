import { publishedKeys } from '#lib/features/reports/bundle/keys.server.ts';
import { hashSchema } from '#lib/features/reports/schemas.ts';
import { verifyFileHash } from '#lib/features/reports/verify.server.ts';
import { publicAction, publicPage } from '#lib/server/http/page.ts';

export const load = publicPage(async ({ app }) => ({ published: await publishedKeys(app) }));

export const actions = {
	default: publicAction(hashSchema, ({ app }, { sha256 }) => verifyFileHash(app, sha256))
};
