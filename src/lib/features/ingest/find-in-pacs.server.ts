import { and, asc, eq, lte } from 'drizzle-orm';
import { HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { isSamePatient, type PatientMarks } from '#lib/features/reads/link-images.server.ts';
import type { App } from '#lib/server/app.ts';
import type { PacsFailure } from '#lib/server/pacs/failure.ts';
import { findStudies } from '#lib/server/pacs/find-studies.ts';
import { takeFromPacs } from './take-from-pacs.server.ts';

/** Reads looked for in one round, and at a time. */
const A_ROUND = 200;
const AT_ONCE = 4;
const FIRST_WAIT_MS = 5 * MINUTE_MS;
const MOST_WAIT_MS = 12 * HOUR_MS;
/** With the waits above, four days after the report. */
const TRIES = 14;

/** Failures that say nothing of one study: the next one would end likewise. */
const general: ReadonlySet<PacsFailure> = new Set([
	'pacs-not-set',
	'pacs-unreachable',
	'pacs-too-slow',
	'pacs-denies',
	'pacs-busy'
]);

type Wanted = PatientMarks & {
	readonly readId: string;
	readonly accession: string;
	readonly studyUid: string | null;
	readonly tries: number;
};

/**
 * Looks in the PACS for the images of reads that came without any, by the study that the report named or by its accession number.
 * What is not there yet is asked for again, less and less often. Gives how many reads have their images now. May run beside itself.
 */
export async function findInPacs(app: App): Promise<number> {
	if (!app.config.pacs) return 0;
	const wanted = await due(app);
	let found = 0;
	let next = 0;
	let isDown = false;
	const lane = async (): Promise<void> => {
		for (let at = next++; at < wanted.length && !isDown; at = next++) {
			const one = wanted[at];
			if (!one) return;
			const outcome = await find(app, one);
			if (!outcome.ok && general.has(outcome.error)) {
				isDown = true;
				app.log.warn({ code: outcome.error }, 'pacs-failed');
				return;
			}
			if (outcome.ok) found += 1;
			await settle(app, one, outcome.ok);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, lane));
	return found;
}

async function due(app: App): Promise<Wanted[]> {
	const { imageLookups, patients, reads, reports } = app.db.read.tables;
	const rows = await app.db.read
		.select({
			readId: reads.id,
			accession: reads.accession,
			studyUid: reads.studyUid,
			tries: imageLookups.tries,
			mrn: patients.mrn,
			birthOn: patients.birthOn,
			identifiers: reports.knownIdentifiers
		})
		.from(imageLookups)
		.innerJoin(reads, eq(reads.id, imageLookups.readId))
		.leftJoin(patients, eq(patients.id, reads.patientId))
		.leftJoin(reports, eq(reports.readId, reads.id))
		.where(lte(imageLookups.nextAt, app.clock.now()))
		.orderBy(asc(imageLookups.nextAt), asc(imageLookups.readId))
		.limit(A_ROUND);
	return rows.map(({ mrn, identifiers, ...row }) => ({
		...row,
		numbers: mrn === null ? [] : [mrn, ...(identifiers ?? [])]
	}));
}

async function find(app: App, wanted: Wanted): Promise<Result<null, PacsFailure>> {
	if (await hasImages(app, wanted.readId)) return ok(null);
	const studyUid = wanted.studyUid === null ? await findUid(app, wanted) : ok(wanted.studyUid);
	if (!studyUid.ok) return studyUid;
	const taken = await takeFromPacs(app, studyUid.value);
	if (!taken.ok) return taken;
	// The headers may name another patient or number than the search did.
	return (await hasImages(app, wanted.readId)) ? ok(null) : err('pacs-has-not');
}

async function findUid(app: App, wanted: Wanted): Promise<Result<string, PacsFailure>> {
	const { pacs } = app.config;
	if (!pacs) return err('pacs-not-set');
	const found = await findStudies(pacs, { AccessionNumber: wanted.accession });
	if (!found.ok) return found;
	const own = found.value.find(
		(study) => study.accession === wanted.accession && isSamePatient(wanted, study)
	);
	return own ? ok(own.studyUid) : err('pacs-has-not');
}

async function hasImages(app: App, readId: string): Promise<boolean> {
	const { reads, studies } = app.db.read.tables;
	const rows = await app.db.read
		.select({ id: studies.id })
		.from(reads)
		.innerJoin(studies, eq(studies.studyUid, reads.studyUid))
		.where(eq(reads.id, readId));
	return rows.length > 0;
}

async function settle(app: App, { readId, tries }: Wanted, isFound: boolean): Promise<void> {
	const wait = Math.min(FIRST_WAIT_MS * 2 ** tries, MOST_WAIT_MS);
	await app.db.transaction(async (write) => {
		const { imageLookups } = write.tables;
		const own = eq(imageLookups.readId, readId);
		if (isFound || tries + 1 >= TRIES) await write.delete(imageLookups).where(own);
		else
			await write
				.update(imageLookups)
				.set({ tries: tries + 1, nextAt: app.clock.now() + wait })
				.where(and(own, eq(imageLookups.tries, tries)));
	});
}
