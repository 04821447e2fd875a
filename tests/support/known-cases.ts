import { and, eq, gte, ne } from 'drizzle-orm';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { placeKnownCases } from '#lib/features/assignments/known-cases.server.ts';
import { currentLedger } from '#lib/features/assignments/ledger.server.ts';
import type { App } from '#lib/server/app.ts';

const RUN_MS = 15 * MINUTE_MS;
/** As if a run had given every reviewer enough: how many it takes is a test of the run itself. */
const MANY = 10;

/** Puts known cases among what reviewers were given by hand a moment ago, as the run that assigns does with its own. */
export async function seedKnown(app: App): Promise<number> {
	return app.db.transaction(async (write) => {
		const now = app.clock.now();
		const { assignments, cases } = write.tables;
		const rows = await write
			.select({ given: assignments })
			.from(assignments)
			.innerJoin(cases, eq(cases.id, assignments.caseId))
			.where(
				and(
					eq(assignments.status, 'open'),
					gte(assignments.assignedAt, now - RUN_MS),
					ne(cases.detectionMode, 'calibration')
				)
			);
		const given = rows.map((row) => row.given);
		const ledger = await currentLedger(write, now);
		const givenInRun = new Map(ledger.reviewers.map(({ userId }) => [userId, MANY]));
		return placeKnownCases(app, write, { given, ledger, givenInRun });
	});
}
