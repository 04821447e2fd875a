import { and, desc, eq, lt, ne } from 'drizzle-orm';
import { intervalBetween, type Interval } from '#lib/core/case/interval.ts';
import { startOfUtcDay } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { blindingRound, openForCase, type BlindedStudy } from './blinded-study.server.ts';
import { makeCache } from './cache.ts';
import { isHeld } from './pixel-holds.server.ts';

/** An earlier study of a case's patient, under UIDs that belong to this case alone. */
export type Prior = {
	readonly study: BlindedStudy;
	readonly earlier: Interval;
	/** The study's own UID, for what is looked up by it. It leaves the server nowhere. */
	readonly originalUid: string;
};

/** What can be shown of the time before, the last study first, and how many studies wait for a check of their pixels. */
export type Priors = { readonly shown: readonly Prior[]; readonly held: number };

export const mostPriors = 8;
const CACHED_CASES = 64;
const CACHED_MS = 30_000;
const none: Priors = { shown: [], held: 0 };

const caches = new WeakMap<App, ReturnType<typeof makeCache<Priors>>>();

/**
 * The priors of a case: studies of the same patient made on an earlier day than its own. The same patient is who the reports name
 * by number and issuer; a study without a report belongs to the patient only where number, birth date and
 * institution all are those of the case's study. Nothing of a study that waits for a check is given out. None where `caseId` names no case.
 */
export async function priorsOf(app: App, caseId: string): Promise<Priors> {
	let cache = caches.get(app);
	if (!cache)
		caches.set(app, (cache = makeCache({ entries: CACHED_CASES, forMs: CACHED_MS, clock: app.clock })));
	// What another process took in or decided holds here at once.
	const key = [blindingRound(app), await app.db.version(), caseId].join(' ');
	return cache.get(key, () => findPriors(app, caseId));
}

/** The prior of a case under one of its UIDs, or null. */
export async function findPrior(app: App, caseId: string, studyUid: string): Promise<BlindedStudy | null> {
	const { shown } = await priorsOf(app, caseId);
	return shown.find(({ study }) => study.studyUid === studyUid)?.study ?? null;
}

/** What names the patient of a study without a report; null where a header does not tell it all. */
export type HeaderMarks = {
	readonly mrn: string | null;
	readonly birthOn: string | null;
	readonly institution: string | null;
};

/** Whether two studies are one patient's by their headers alone, as `findPriors` asks it of the database. */
export function isSamePatientByHeader(one: HeaderMarks, other: HeaderMarks): boolean {
	return (['mrn', 'birthOn', 'institution'] as const).every(
		(mark) => one[mark] !== null && one[mark] === other[mark]
	);
}

async function findPriors(app: App, caseId: string): Promise<Priors> {
	const { read } = app.db;
	const { cases, reads, studies } = read.tables;
	const [own] = await read
		.select({
			studyUid: studies.studyUid,
			patientId: reads.patientId,
			mrn: studies.patientMrn,
			birthOn: studies.patientBirthOn,
			institution: studies.institution,
			studyAt: studies.studyAt
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
		.where(eq(cases.id, caseId));
	if (!own || own.studyAt === null) return none;
	const { mrn, birthOn, institution, patientId } = own;
	const columns = { studyId: studies.id, studyUid: studies.studyUid, studyAt: studies.studyAt };
	const today = startOfUtcDay(own.studyAt);
	const isBefore = and(lt(studies.studyAt, today), ne(studies.studyUid, own.studyUid));
	const last = [desc(studies.studyAt), desc(studies.id)];
	// Two questions, each of one table's own columns.
	const byReport =
		patientId === null
			? []
			: await read
					.selectDistinct(columns)
					.from(reads)
					.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
					.where(and(eq(reads.patientId, patientId), isBefore))
					.orderBy(...last)
					.limit(mostPriors);
	const byHeader =
		mrn === null || birthOn === null || institution === null
			? []
			: await read
					.select(columns)
					.from(studies)
					.where(
						and(
							eq(studies.patientMrn, mrn),
							eq(studies.patientBirthOn, birthOn),
							eq(studies.institution, institution),
							isBefore
						)
					)
					.orderBy(...last)
					.limit(mostPriors);
	const byId = new Map([...byReport, ...byHeader].map((row) => [row.studyId, row]));
	const rows = [...byId.values()]
		.toSorted((one, other) => (other.studyAt ?? 0) - (one.studyAt ?? 0))
		.slice(0, mostPriors);
	const shown: Prior[] = [];
	let held = 0;
	for (const { studyAt, ...row } of rows) {
		if (await isHeld(read, row.studyUid)) held += 1;
		else {
			const study = await openForCase(app, row, caseId);
			if (study && studyAt !== null)
				shown.push({
					study,
					earlier: intervalBetween(startOfUtcDay(studyAt), today),
					originalUid: row.studyUid
				});
		}
	}
	return { shown, held };
}
