import type { PublishedKeys } from '#lib/core/signing/keys.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { publicKeys } from '#lib/server/crypto/signing-key.ts';

/** The public keys as they are published: whoever holds them can check what the group signed without asking it. */
export async function publishedKeys(app: App): Promise<PublishedKeys> {
	const { read } = app.db;
	const group = await findGroup(read);
	return { format: 'overread-keys/1', group: group?.name ?? '', keys: await publicKeys(read) };
}
