import { and, count, eq, gt, inArray, lte, max } from 'drizzle-orm';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { accountRule, addressRule, FAILURE_MEMORY_MS, nextAttemptAt, type ThrottleRule } from './throttle.ts';

/** An attempt counts as failed from its beginning until it is forgiven, so that many at once gain nothing. */
export type Attempt = {
	readonly rowIds: readonly string[];
	readonly accountKey: string;
	/** Whether a failure now makes the next attempt wait. */
	readonly isLastFree: boolean;
};

function keyHash(app: App, kind: 'account' | 'address', text: string): string {
	return app.secrets.pseudonym('sign-in', `${kind}:${text}`).toString('hex');
}

/** Notes an attempt to sign in; refuses it while its account or its address has to wait. */
export async function beginAttempt(
	app: App,
	{ email, address }: { email: string; address: string }
): Promise<Result<Attempt, 'too-many-attempts'>> {
	const accountKey = keyHash(app, 'account', email);
	const keys: readonly (readonly [string, ThrottleRule])[] = [
		[accountKey, accountRule],
		[keyHash(app, 'address', address), addressRule]
	];
	return app.db.transaction(async (write) => {
		const lock = write.dialect.lockSignIn();
		if (lock) await write.run(lock);
		const { signInFailures } = write.tables;
		const now = app.clock.now();
		await write.delete(signInFailures).where(lte(signInFailures.at, now - FAILURE_MEMORY_MS));
		let isLastFree = false;
		for (const [hash, rule] of keys) {
			const [past] = await write
				.select({ failures: count(), lastAt: max(signInFailures.at) })
				.from(signInFailures)
				.where(and(eq(signInFailures.keyHash, hash), gt(signInFailures.at, now - FAILURE_MEMORY_MS)));
			const failures = past?.failures ?? 0;
			if (nextAttemptAt(rule, failures, past?.lastAt ?? 0) > now) return err('too-many-attempts');
			isLastFree ||= failures + 1 >= rule.free;
		}
		const rows = keys.map(([hash]) => ({ id: app.ids(), keyHash: hash, at: now }));
		await write.insert(signInFailures).values(rows);
		return ok({ rowIds: rows.map(({ id }) => id), accountKey, isLastFree });
	});
}

/** Takes an attempt back that succeeded, and with it the earlier failures of its account, but not those of its address. */
export async function forgiveAttempt(app: App, { rowIds, accountKey }: Attempt): Promise<void> {
	await app.db.transaction(async (write) => {
		const { signInFailures } = write.tables;
		await write.delete(signInFailures).where(inArray(signInFailures.id, [...rowIds]));
		await write.delete(signInFailures).where(eq(signInFailures.keyHash, accountKey));
	});
}

/** Takes an attempt back whose password was right, while its code is still to come: earlier failures stay. */
export async function takeAttemptBack(app: App, { rowIds }: Attempt): Promise<void> {
	await app.db.transaction(async (write) => {
		const { signInFailures } = write.tables;
		await write.delete(signInFailures).where(inArray(signInFailures.id, [...rowIds]));
	});
}
