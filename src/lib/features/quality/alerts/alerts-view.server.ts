import { asc, count, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import type { Month } from '#lib/core/month.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { makeKeptFrom } from '#lib/features/quality/held.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { nextLookOn } from './looks.ts';
import {
	alertKinds,
	alertOutcomes,
	alertStatuses,
	type Alert,
	type AlertEvidence,
	type AlertsView
} from './view.ts';

const CLOSED_ROWS = 100;
const LOOKS = 12;

/** Signals that wait, the oldest first; the last closed ones; and what looks have cost. */
export async function alertsView(app: App, actor: Actor): Promise<AlertsView> {
	const { read } = app.db;
	const { qualityLooks } = read.tables;
	const { body: policy } = await currentPolicy(read, 'signals');
	const isKeptThrough = await makeKeptFrom(app, actor.radiologistId);
	const viewer = { radiologistId: actor.radiologistId, isKeptThrough };
	return {
		open: await alerts(read, viewer, 'waiting'),
		closed: await alerts(read, viewer, 'closed'),
		looks: await read
			.select({
				on: qualityLooks.on,
				monthCount: qualityLooks.monthCount,
				radiologists: qualityLooks.radiologists,
				signals: qualityLooks.signals,
				expectedFalseSignals: qualityLooks.expectedFalse
			})
			.from(qualityLooks)
			.orderBy(desc(qualityLooks.on))
			.limit(LOOKS),
		nextLookOn: nextLookOn(toUtcDay(app.clock.now()), policy)
	};
}

/** How many signals nobody has acknowledged. */
export async function openAlertCount(read: ReadHandle): Promise<number> {
	const { qualityAlerts } = read.tables;
	const [row] = await read.select({ n: count() }).from(qualityAlerts).where(eq(qualityAlerts.status, 'open'));
	return row?.n ?? 0;
}

type Viewer = Pick<Actor, 'radiologistId'> & {
	/** Whether what was counted up to a month is kept from them. */
	readonly isKeptThrough: (through: Month) => boolean;
};

async function alerts(
	read: ReadHandle,
	{ radiologistId, isKeptThrough }: Viewer,
	which: 'waiting' | 'closed'
): Promise<Alert[]> {
	const { qualityAlerts, qualityAlertNotes, users } = read.tables;
	const rows = await read
		.select()
		.from(qualityAlerts)
		.where(which === 'closed' ? eq(qualityAlerts.status, 'closed') : ne(qualityAlerts.status, 'closed'))
		.orderBy(
			which === 'closed' ? desc(qualityAlerts.closedAt) : asc(qualityAlerts.raisedAt),
			asc(qualityAlerts.id)
		)
		.limit(CLOSED_ROWS);
	if (rows.length === 0) return [];
	const notes = await read
		.select({
			alertId: qualityAlertNotes.alertId,
			words: qualityAlertNotes.words,
			byName: users.name,
			at: qualityAlertNotes.writtenAt
		})
		.from(qualityAlertNotes)
		.innerJoin(users, eq(users.id, qualityAlertNotes.writtenBy))
		.where(
			inArray(
				qualityAlertNotes.alertId,
				rows.map(({ id }) => id)
			)
		)
		.orderBy(asc(qualityAlertNotes.writtenAt), asc(qualityAlertNotes.id));
	const actors = [...new Set(rows.flatMap((row) => [row.acknowledgedBy, row.closedBy]))].filter(
		(id) => id !== null
	);
	const named = await read
		.select({ id: users.id, name: users.name })
		.from(users)
		.where(inArray(users.id, actors.length > 0 ? actors : ['']));
	const names = new Map(named.map(({ id, name }) => [id, name]));
	const isOwn = (row: (typeof rows)[number]) => radiologistId !== null && row.radiologistId === radiologistId;
	return rows.map((row) => {
		const evidence = row.evidence as AlertEvidence; // as the watch wrote it
		const isAboutViewer = isOwn(row);
		// One's own like those of others: that a signal is about oneself, and what became of it, tells of these outcomes too.
		const isKept = isKeptThrough(evidence.throughMonth);
		const isTold = !isAboutViewer && !isKept;
		return {
			id: row.id,
			kind: oneOf(alertKinds, row.kind),
			status: oneOf(alertStatuses, row.status),
			evidence: isTold ? evidence : null,
			isKept,
			readerId: isTold ? row.radiologistId : null,
			raisedAt: row.raisedAt,
			acknowledgedAt: row.acknowledgedAt,
			acknowledgedByName: row.acknowledgedBy && (names.get(row.acknowledgedBy) ?? null),
			closedAt: row.closedAt,
			closedByName: row.closedBy && (names.get(row.closedBy) ?? null),
			outcome: row.outcome === null || isKept ? null : oneOf(alertOutcomes, row.outcome),
			notes: notes
				.filter(({ alertId }) => alertId === row.id && isTold)
				.map(({ words, byName, at }) => ({ words, byName, at }))
		};
	});
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
	const found = known.find((each) => each === text);
	if (!found) throw new Error(`not known: ${text}`);
	return found;
}
