import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { may } from '#lib/core/actor.ts';
import { evaluateGate, type GateResult } from '#lib/core/credentials/gate/evaluate.ts';
import { gatePolicyOf } from '#lib/core/credentials/policy.ts';
import { toRecords } from '#lib/core/credentials/recorded.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { findCredentialRows } from '#lib/features/credentials/records/rows.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { gateFacilities } from './context.server.ts';
import { questionOf, signedAtOf } from './read-rows.server.ts';

/** How the gate stands to one read, and all it has ever found of it; null when there is none, or none for this person. */
export async function readCompliance(app: App, actor: Actor, id: string) {
	const { read } = app.db;
	const row = await findRead(read, actor, id);
	const signedAt = row ? signedAtOf(row) : null;
	if (!row || signedAt === null) return null;
	const { version, body } = await currentPolicy(read, 'credentials');
	const facility = (await gateFacilities(read)).get(row.facilityId);
	const asked = {
		read: { ...questionOf(row, facility), signedAt, facilityTimeZone: facility?.timeZone ?? '' },
		records: toRecords(await findCredentialRows(read, { radiologistIds: [row.readerId] })),
		policy: gatePolicyOf(body)
	};
	const now = evaluateGate({ ...asked, knownAt: null });
	const { gateFindings, gateResults } = read.tables;
	const [finding] = await read.select().from(gateFindings).where(eq(gateFindings.readId, id));
	const exceptions = await exceptionsOf(read, id);
	const isOwn = actor.radiologistId === row.readerId;
	const asking = exceptions.find(({ status }) => status === 'asked') ?? null;
	const isOpenFailure = finding?.outcome === 'fail' && finding.standing === 'open';
	return {
		read: {
			id,
			accession: row.accession,
			modality: row.modality,
			procedure: row.procedure,
			kind: row.kind,
			reportVersion: row.reportVersion,
			serviceState: row.serviceState,
			payer: row.payer,
			signedAt
		},
		facility: row.facility,
		reader: { id: row.readerId, name: (await radiologistNames(read)).get(row.readerId) ?? '' },
		now: answerOf(now),
		then: answerOf(evaluateGate({ ...asked, knownAt: signedAt })),
		policyVersion: version,
		/** What was written down last; null: nothing was ever found of it. */
		finding: finding ? { outcome: finding.outcome, standing: finding.standing } : null,
		history: await read
			.select()
			.from(gateResults)
			.where(eq(gateResults.readId, id))
			.orderBy(desc(gateResults.ordinal)),
		exceptions: exceptions.map(({ askedById: _, ...exception }) => exception),
		grounds: body.exceptionGrounds,
		acts: {
			ask: may(actor, 'credential.manage') && isOpenFailure && asking === null && !isOwn,
			/** Why this person may not ask although their role does. */
			askNot: isOwn && may(actor, 'credential.manage') && isOpenFailure ? ('own-read' as const) : null,
			decide: may(actor, 'exception.approve') && asking !== null,
			/** Why this person may not decide although their role does. */
			decideNot:
				asking === null
					? null
					: isOwn
						? ('own-read' as const)
						: asking.askedById === actor.id
							? ('own-exception' as const)
							: null,
			withdraw: asking?.askedById === actor.id
		},
		lookup: may(actor, 'read.list')
	};
}

export type ReadCompliance = NonNullable<Awaited<ReturnType<typeof readCompliance>>>;

/** The same, and writes down who opened it: it shows what is recorded of a colleague. */
export async function viewReadCompliance(app: App, actor: Actor, id: string): Promise<ReadCompliance | null> {
	const view = await readCompliance(app, actor, id);
	if (!view) return null;
	const subjectId = view.reader.id;
	await app.db.transaction((write) =>
		recordAudit(write, { type: 'credential.viewed', subjectId, facts: {}, at: app.clock.now(), actor })
	);
	return view;
}

/** What the page needs of an answer: a row of a licence is more than it shows. */
function answerOf({ outcome, reasons, day, licence, basis, ruleVersion }: GateResult) {
	return {
		outcome,
		reasons,
		day,
		basis,
		ruleVersion,
		licence: licence && {
			id: licence.id ?? null,
			jurisdiction: licence.jurisdiction,
			number: licence.number ?? null,
			status: licence.status,
			issuedOn: licence.issuedOn,
			expiresOn: licence.expiresOn
		}
	};
}

async function findRead(read: ReadHandle, actor: Actor, id: string) {
	const { reads: t, facilities } = read.tables;
	const [row] = await read
		.select({
			id: t.id,
			accession: t.accession,
			procedure: t.procedure,
			reportVersion: t.reportVersion,
			readerId: t.readerId,
			facilityId: t.facilityId,
			modality: t.modality,
			kind: t.kind,
			serviceState: t.serviceState,
			payer: t.payer,
			finalAt: t.finalAt,
			preliminaryAt: t.preliminaryAt,
			facility: {
				code: facilities.code,
				name: facilities.name,
				jurisdiction: facilities.jurisdiction,
				timeZone: facilities.timeZone,
				federalSystem: facilities.federalSystem
			}
		})
		.from(t)
		.innerJoin(facilities, eq(facilities.id, t.facilityId))
		.where(and(eq(t.id, id), unseenReads(read, actor) ?? undefined));
	return row ?? null;
}

async function exceptionsOf(read: ReadHandle, readId: string) {
	const { gateExceptions: t, users } = read.tables;
	const rows = await read.select().from(t).where(eq(t.readId, readId)).orderBy(asc(t.askedAt), asc(t.id));
	const ids = rows.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy ?? askedBy]);
	const people =
		ids.length === 0
			? []
			: await read.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids));
	const names = new Map(people.map(({ id, name }) => [id, name]));
	return rows.map((row) => ({
		id: row.id,
		status: row.status,
		reasons: row.reasons.split(','),
		ground: row.ground,
		words: row.words,
		askedAt: row.askedAt,
		askedBy: names.get(row.askedBy) ?? '',
		askedById: row.askedBy,
		decidedAt: row.decidedAt,
		decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? ''),
		decidedWords: row.decidedWords
	}));
}

/** Whether a zone is one that the machine knows; else a read's time is told in UTC. */
export function knownZone(timeZone: string): string {
	try {
		toZonedDay(0, timeZone);
		return timeZone;
	} catch {
		return 'UTC';
	}
}
