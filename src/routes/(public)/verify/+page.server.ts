import { verifyFileHash } from '#lib/features/reports/verify.server.ts';
import { hashSchema } from '#lib/features/reports/schemas.ts';
import { publicAction, publicPage } from '#lib/server/http/page.ts';

export const load = publicPage(() => ({}));

export const actions = {
	default: publicAction(hashSchema, ({ app }, { sha256 }) => verifyFileHash(app, sha256))
};
