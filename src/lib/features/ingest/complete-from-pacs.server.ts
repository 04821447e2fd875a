import { and, count, eq, inArray, like } from 'drizzle-orm';
import type { CaseState } from '#lib/core/case/life.ts';
import { HOUR_MS, MINUTE_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { forgetBlindedStudies } from '#lib/features/imaging/blinded-study.server.ts';
import { pacsFolder } from '#lib/features/imaging/pacs/object-path.ts';
import type { StudyHeaders } from '#lib/features/imaging/pacs/study-headers.server.ts';
import { isSamePatientByHeader, mostPriors, type HeaderMarks } from '#lib/features/imaging/priors.server.ts';
import type { App } from '#lib/server/app.ts';
import { findStudies } from '#lib/server/pacs/find-studies.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import { takeFromPacs } from './take-from-pacs.server.ts';

/** How long a case is not asked about again: when nobody asks, and when somebody opens it. */
const AGAIN_MS = 12 * HOUR_MS;
const AGAIN_OPENED_MS = 10 * MINUTE_MS;
const MOST_REMEMBERED = 5000;
const A_ROUND = 200;
const AT_ONCE = 2;

/** Cases whose images somebody will look at or looks at. */
const looked: readonly CaseState[] = [
	'assigned',
	'opened',
	'impression-locked',
	'report-revealed',
	'in-committee',
	'returned',
	'reopened',
	'recalled'
];

/** When the PACS was last asked about a case; a process that starts anew asks anew. */
const askedAt = (app: App): Map<string, number> => sharedState(app, 'cases-asked-about', () => new Map());

/**
 * Asks the PACS for what the images of cases lack that are being judged: objects that came after their study was found, and
 * earlier studies of their patient that lie there alone. Gives how many objects are new.
 */
export async function completeFromPacs(app: App): Promise<number> {
	if (!app.config.pacs) return 0;
	const { cases } = app.db.read.tables;
	const rows = await app.db.read
		.select({ id: cases.id })
		.from(cases)
		.where(inArray(cases.state, [...looked]));
	const due = rows.filter(({ id }) => isDue(app, id, AGAIN_MS)).slice(0, A_ROUND);
	let next = 0;
	let found = 0;
	const lane = async (): Promise<void> => {
		for (let one = due[next++]; one; one = due[next++]) found += await completeCase(app, one.id);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, lane));
	return found;
}

/**
 * The same for a case that somebody opens, beside their work: nobody waits for it, and what is new is there when the case is
 * opened the next time.
 */
export function completeOpened(app: App, caseId: string): void {
	if (!app.config.pacs || !isDue(app, caseId, AGAIN_OPENED_MS)) return;
	completeCase(app, caseId).catch((error: unknown) =>
		app.log.error({ name: error instanceof Error ? error.name : typeof error }, 'pacs-not-asked-for-case')
	);
}

function isDue(app: App, caseId: string, againMs: number): boolean {
	return app.clock.now() - (askedAt(app).get(caseId) ?? -Infinity) >= againMs;
}

function remember(app: App, caseId: string): void {
	const known = askedAt(app);
	known.delete(caseId);
	known.set(caseId, app.clock.now());
	for (const oldest of known.keys()) {
		if (known.size <= MOST_REMEMBERED) break;
		known.delete(oldest);
	}
}

type Own = HeaderMarks & {
	readonly studyId: string;
	readonly studyUid: string;
	readonly studyAt: number | null;
};

async function completeCase(app: App, caseId: string): Promise<number> {
	remember(app, caseId);
	const { cases, reads, studies } = app.db.read.tables;
	const [own] = await app.db.read
		.select({
			studyId: studies.id,
			studyUid: studies.studyUid,
			studyAt: studies.studyAt,
			mrn: studies.patientMrn,
			birthOn: studies.patientBirthOn,
			institution: studies.institution
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
		.where(eq(cases.id, caseId));
	if (!own) return 0;
	const found = (await takeLateObjects(app, own)) + (await takePriors(app, own));
	if (found > 0) forgetBlindedStudies(app);
	return found;
}

/** Objects that the PACS got after the study was found there. A study that was imported is left as it came. */
async function takeLateObjects(app: App, { studyId, studyUid }: Own): Promise<number> {
	const { pacs } = app.config;
	const { instances, series } = app.db.read.tables;
	const inStudy = (more?: Parameters<typeof and>[0]) =>
		app.db.read
			.select({ objects: count() })
			.from(instances)
			.innerJoin(series, eq(series.id, instances.seriesId))
			.where(and(eq(series.studyId, studyId), more));
	const [there] = await inStudy(like(instances.path, `${pacsFolder}/%`));
	if (!pacs || !there || there.objects === 0) return 0;
	const [known] = await inStudy();
	const told = await findStudies(pacs, { StudyInstanceUID: studyUid });
	if (!told.ok) return 0;
	const objects = told.value.find((study) => study.studyUid === studyUid)?.objects ?? null;
	// A PACS that does not count is asked for the headers.
	if (objects !== null && objects === known?.objects) return 0;
	const taken = await takeFromPacs(app, studyUid);
	return taken.ok ? taken.value : 0;
}

/** Earlier studies of the patient that the product does not know, by the rule by which `priorsOf` shows them. */
async function takePriors(app: App, own: Own): Promise<number> {
	const { pacs } = app.config;
	const { mrn, birthOn, institution, studyAt } = own;
	if (!pacs || mrn === null || birthOn === null || institution === null || studyAt === null) return 0;
	const told = await findStudies(pacs, { PatientID: mrn });
	if (!told.ok) return 0;
	const before = new Date(startOfUtcDay(studyAt)).toISOString().slice(0, 10);
	const earlier = told.value
		.filter((one) => one.mrn === mrn && one.birthOn === birthOn && one.studyUid !== own.studyUid)
		.filter(({ studyOn }) => studyOn !== null && studyOn < before)
		.toSorted((one, other) => ((one.studyOn ?? '') < (other.studyOn ?? '') ? 1 : -1))
		.slice(0, mostPriors);
	const { studies } = app.db.read.tables;
	const known = await app.db.read
		.select({ uid: studies.studyUid })
		.from(studies)
		.where(
			inArray(
				studies.studyUid,
				earlier.map(({ studyUid }) => studyUid)
			)
		);
	const isKnown = new Set(known.map(({ uid }) => uid));
	let found = 0;
	for (const { studyUid } of earlier.filter((one) => !isKnown.has(one.studyUid))) {
		const taken = await takeFromPacs(app, studyUid, (headers) => isOf(own, headers));
		if (taken.ok) found += taken.value;
	}
	return found;
}

/** A search seldom tells the institution: only the headers do, and one of another patient's makes the study another's. */
function isOf(own: Own, headers: StudyHeaders): boolean {
	return [...headers.values()].every(({ description: { patientID, patientBirthOn, institutionName } }) =>
		isSamePatientByHeader(own, {
			mrn: patientID ?? null,
			birthOn: patientBirthOn ?? null,
			institution: institutionName ?? null
		})
	);
}
