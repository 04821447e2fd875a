import { and, asc, eq, inArray } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { isEnteredLate, isOverdue } from '#lib/core/corrections/clock.ts';
import {
	isPending,
	parseStatus,
	possibleActs,
	type CorrectionAct,
	type CorrectionStatus
} from '#lib/core/corrections/life.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { laterVersions, type LaterVersion } from './addenda.server.ts';
import { handleable, isOwnRead } from './door.server.ts';
import { laterWords } from './later-words.server.ts';
import { dueOfDay } from './own-times.ts';
import { isUnfoundedFor } from './unfounded.server.ts';

/** A step of a correction as it was written down. */
export type CorrectionStep = {
	readonly type: string;
	readonly recordedAt: Instant;
	/** Only the UTC day of `recordedAt` is told. */
	readonly isDay: boolean;
	/** Who wrote it down; null for what a review, the committee or the product itself did. */
	readonly by: string | null;
};

/** A correction as those see it who look after it: the patient to speak of, and nobody who reviewed or decided. */
export type CorrectionView = {
	readonly id: string;
	readonly status: CorrectionStatus;
	readonly acts: readonly CorrectionAct[];
	readonly isManual: boolean;
	/** The actor's own read: `openedAt` and `dueAt` are told by the UTC day. */
	readonly isOwn: boolean;
	readonly finding: string;
	/** Of a correction that was opened by hand: what a review or the committee says since, to be taken over. */
	readonly offered: readonly string[];
	readonly openedAt: Instant;
	readonly dueAt: Instant;
	readonly isOverdue: boolean;
	readonly facility: { readonly name: string; readonly code: string; readonly timeZone: string };
	readonly patient: {
		readonly name: string | null;
		readonly mrn: string;
		readonly birthOn: string | null;
	} | null;
	readonly accession: string;
	readonly modality: string;
	readonly procedure: string;
	readonly examCompletedAt: Instant | null;
	/** Who signed the report, to be asked for an addendum. */
	readonly reader: string;
	/** Where the report is read, for those who may. */
	readonly readId: string | null;
	readonly informed: {
		readonly at: Instant;
		readonly by: string | null;
		readonly whom: string;
		readonly how: string;
		readonly isLate: boolean;
		readonly isEnteredLate: boolean;
	} | null;
	readonly received: {
		readonly at: Instant;
		readonly from: string;
		readonly isEnteredLate: boolean;
	} | null;
	readonly addendum: { readonly version: number; readonly at: Instant } | null;
	/** Later versions that may be linked. */
	readonly versions: readonly LaterVersion[];
	readonly ended: { readonly at: Instant; readonly by: string | null; readonly words: string | null } | null;
	/** The committee looked at the case meanwhile and found no discrepancy. */
	readonly isUnfounded: boolean;
	readonly history: readonly CorrectionStep[];
};

/** One correction; null when there is none for the actor. */
export async function findCorrectionView(
	read: ReadHandle,
	actor: Actor,
	id: string,
	now: Instant
): Promise<{ view: CorrectionView; readId: string } | null> {
	const row = await findRow(read, actor, id, now);
	if (!row) return null;
	const status = parseStatus(row.status);
	const { isOwn, isUnfounded } = row;
	const history = await stepsOf(read, id, isOwn);
	const dueAt = isOwn ? dueOfDay(row.dueAt) : row.dueAt;
	const isManual = row.openedBecause === 'coordinator';
	const later = isManual && !isUnfounded ? await laterWords(read, row.caseId) : [];
	const recordedAt = (type: string) => history.find((step) => step.type === type)?.recordedAt ?? now;
	const names = await namesOf(read, [row.informedBy, row.closedBy]);
	const versions = isPending(status) || row.addendumReadId !== null ? await laterVersions(read, row) : [];
	const linked = versions.find((version) => version.id === row.addendumReadId);
	const { informedAt, informedWhom, informedHow, receivedAt, receivedFrom } = row;
	const view: CorrectionView = {
		id,
		status,
		acts: possibleActs(status, { isUnfounded }),
		isManual,
		isOwn,
		finding: row.finding,
		offered: later.filter((words) => words !== row.finding),
		openedAt: isOwn ? startOfUtcDay(row.openedAt) : row.openedAt,
		dueAt,
		isOverdue: isOverdue({ status, dueAt, isUnfounded }, now),
		facility: { name: row.facilityName, code: row.facilityCode, timeZone: row.timeZone },
		patient: row.mrn === null ? null : { name: row.patientName, mrn: row.mrn, birthOn: row.birthOn },
		accession: row.accession,
		modality: row.modality,
		procedure: row.procedure,
		examCompletedAt: row.examCompletedAt,
		reader: [row.familyName, row.givenName].filter(Boolean).join(', '),
		readId: may(actor, 'read.list') ? row.readId : null,
		informed:
			informedAt === null || informedWhom === null || informedHow === null
				? null
				: {
						at: informedAt,
						by: names.get(row.informedBy ?? '') ?? null,
						whom: informedWhom,
						how: informedHow,
						isLate: informedAt > row.dueAt,
						isEnteredLate: isEnteredLate(informedAt, recordedAt('correction.informed'))
					},
		received:
			receivedAt === null || receivedFrom === null
				? null
				: {
						at: receivedAt,
						from: receivedFrom,
						isEnteredLate: isEnteredLate(receivedAt, recordedAt('correction.received'))
					},
		addendum: linked ? { version: linked.reportVersion, at: linked.reportedAt } : null,
		versions: isPending(status) ? versions.filter((version) => version.id !== row.addendumReadId) : [],
		ended:
			row.closedAt === null
				? null
				: { at: row.closedAt, by: names.get(row.closedBy ?? '') ?? null, words: row.closingWords },
		isUnfounded,
		history
	};
	return { view, readId: row.readId };
}

async function findRow(read: ReadHandle, actor: Actor, id: string, now: Instant) {
	const { corrections, facilities, patients, radiologists, reads } = read.tables;
	const [row] = await read
		.select({
			readId: corrections.readId,
			caseId: corrections.caseId,
			status: corrections.status,
			openedBecause: corrections.openedBecause,
			finding: corrections.finding,
			openedAt: corrections.openedAt,
			dueAt: corrections.dueAt,
			informedAt: corrections.informedAt,
			informedBy: corrections.informedBy,
			informedWhom: corrections.informedWhom,
			informedHow: corrections.informedHow,
			receivedAt: corrections.receivedAt,
			receivedFrom: corrections.receivedFrom,
			addendumReadId: corrections.addendumReadId,
			closedAt: corrections.closedAt,
			closedBy: corrections.closedBy,
			closingWords: corrections.closingWords,
			facilityId: reads.facilityId,
			facilityName: facilities.name,
			facilityCode: facilities.code,
			timeZone: facilities.timeZone,
			accession: reads.accession,
			modality: reads.modality,
			procedure: reads.procedure,
			examCompletedAt: reads.examCompletedAt,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName,
			patientName: patients.name,
			mrn: patients.mrn,
			birthOn: patients.birthOn,
			isOwn: isOwnRead(read, actor),
			isUnfounded: isUnfoundedFor(read, actor, now)
		})
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.leftJoin(patients, eq(patients.id, reads.patientId))
		.where(and(eq(corrections.id, id), handleable(read, actor, now)));
	return row ?? null;
}

/** What was written down about a correction, in order; actors are people who look after it, never a reviewer. */
async function stepsOf(read: ReadHandle, id: string, isOwn: boolean): Promise<CorrectionStep[]> {
	const { auditEvents, users } = read.tables;
	const steps = await read
		.select({ type: auditEvents.type, recordedAt: auditEvents.at, by: users.name })
		.from(auditEvents)
		.leftJoin(users, eq(users.id, auditEvents.actorId))
		.where(eq(auditEvents.subjectId, id))
		.orderBy(asc(auditEvents.seq));
	return steps.map(({ type, recordedAt, by }) => {
		const isDay = isOwn && by === null;
		return { type, by, isDay, recordedAt: isDay ? startOfUtcDay(recordedAt) : recordedAt };
	});
}

async function namesOf(
	read: ReadHandle,
	ids: readonly (string | null)[]
): Promise<ReadonlyMap<string, string>> {
	const known = ids.filter((id) => id !== null);
	if (known.length === 0) return new Map();
	const { users } = read.tables;
	const rows = await read
		.select({ id: users.id, name: users.name })
		.from(users)
		.where(inArray(users.id, known));
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Opens the page of a correction and writes down who did: it names the patient. Null when there is none for this person. */
export async function viewCorrection(app: App, actor: Actor, id: string): Promise<CorrectionView | null> {
	const now = app.clock.now();
	const found = await findCorrectionView(app.db.read, actor, id, now);
	if (!found) return null;
	await app.db.transaction((write) =>
		recordAudit(write, { type: 'read.viewed', subjectId: found.readId, facts: {}, at: now, actor })
	);
	return found.view;
}
