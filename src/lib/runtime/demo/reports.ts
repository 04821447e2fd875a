import { makeReportText } from '#lib/core/demo/reports/report.ts';
import { planStudies } from '#lib/core/demo/studies/plan.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import { patientName, patientOf, type SeededRead } from './reads.ts';
import { giveWay, type Seeding } from './seeding.ts';

/** Reads of so many days have their text, whether drawn or not. */
const TEXT_DAYS = 14;
const PART = 5000;

/** Report texts, made when first asked for. */
export type ReportTexts = {
	readonly of: (read: SeededRead) => string;
	/** Writes the texts of every read that was asked for, that has images, or that is recent. */
	readonly write: (reads: readonly SeededRead[]) => Promise<number>;
};

/** Makes the texts of the group's reports. */
export function makeReportTexts(seeding: Seeding): ReportTexts {
	const { app, group, cutAt } = seeding;
	const studies = new Map(planStudies(group).map((plan) => [plan.key, plan]));
	const readers = new Map(group.readers.map((reader) => [reader.code, reader]));
	const facilities = new Map(group.facilities.map((facility) => [facility.code, facility]));
	const texts = new Map<string, string>();

	function of({ id, demo }: SeededRead): string {
		const known = texts.get(id);
		if (known !== undefined) return known;
		const reader = readers.get(demo.readerCode);
		const facility = facilities.get(demo.facilityCode);
		if (!reader || !facility)
			throw new Error('a read names a reader or facility that the group does not have');
		const study = demo.studyKey === null ? null : (studies.get(demo.studyKey) ?? null);
		const text = makeReportText({ seed: group.seed, read: demo, reader, facility, study });
		texts.set(id, text);
		return text;
	}

	function rowOf(read: SeededRead): Tables['reports']['$inferInsert'] {
		const { demo } = read;
		const patient = patientOf(seeding, demo);
		const reader = readers.get(demo.readerCode);
		return {
			readId: read.id,
			text: of(read),
			knownPeople: [patientName(patient), `${reader?.familyName}, ${reader?.givenName}`],
			knownIdentifiers: [
				demo.accession,
				patient.id,
				patient.birthOn,
				facilities.get(demo.facilityCode)?.name ?? demo.facilityCode
			]
		};
	}

	async function write(reads: readonly SeededRead[]): Promise<number> {
		const since = cutAt - TEXT_DAYS * DAY_MS;
		const wanted = reads.filter(
			({ id, demo }) =>
				demo.finalAt !== null && (texts.has(id) || demo.studyKey !== null || demo.finalAt >= since)
		);
		for (let from = 0; from < wanted.length; from += PART) {
			const rows = wanted.slice(from, from + PART).map(rowOf);
			await app.db.transaction((handle) => handle.insertRows(handle.tables.reports, rows));
			await giveWay();
		}
		return wanted.length;
	}

	return { of, write };
}
