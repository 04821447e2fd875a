import { sql, type SQL } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import type { ExclusionReason, SamplingPolicy } from '#lib/core/sampling/policy.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Candidates held in memory at a time. */
const PART_ROWS = 250_000;
/** Pseudonyms are hexadecimal and evenly spread: their first four digits cut them into parts of like size. */
const PREFIXES = 0x10000;

/** An eligible read, as the frame needs it. */
export type Candidate = {
	readonly samplingId: string;
	readonly reader: string;
	readonly modality: string;
	readonly facility: string;
	readonly finalAt: Instant;
};

/** Why a finished read stays out, as a condition that is true for it. */
function conditionOf(read: ReadHandle, reason: ExclusionReason): SQL {
	const { reads, radiologists, patients, studies, series, instances, cases } = read.tables;
	switch (reason) {
		case 'preliminary':
			return sql`${reads.kind} <> 'final'`;
		case 'no-images':
			return sql`not exists (select 1 from ${studies} join ${series} on ${series.studyId} = ${studies.id}
				join ${instances} on ${instances.seriesId} = ${series.id}
				where ${studies.studyUid} = ${reads.studyUid}
				and ${instances.keptOutReason} is null and ${instances.withheldReason} is null)`;
		case 'already-drawn':
			return sql`exists (select 1 from ${cases} where ${cases.readId} = ${reads.id} and ${cases.detectionMode} = 'random')`;
		case 'reader-inactive':
			return sql`not exists (select 1 from ${radiologists} where ${radiologists.id} = ${reads.readerId} and ${radiologists.active})`;
		case 'test-patient':
			// Phantoms and interface tests carry such numbers at most sites.
			return sql`exists (select 1 from ${patients} where ${patients.id} = ${reads.patientId} and (lower(${patients.mrn}) like 'test%'
				or lower(${patients.mrn}) like 'zz%' or lower(${patients.mrn}) like 'phantom%'))`;
	}
}

/** The first of the policy's reasons that holds for a read, as text; null when it is eligible. */
function exclusionCase(read: ReadHandle, policy: SamplingPolicy): SQL {
	if (policy.exclusions.length === 0) return sql`cast(null as text)`;
	const branches = policy.exclusions.map((reason) => sql`when ${conditionOf(read, reason)} then ${reason}`);
	return sql`case ${sql.join(branches, sql` `)} end`;
}

/** Where part `part` of `parts` begins; the end of the last one lies behind every hexadecimal digit. */
function prefixOf(part: number, parts: number): string {
	if (part === parts) return 'g';
	return Math.floor((part * PREFIXES) / parts)
		.toString(16)
		.padStart(4, '0');
}

type Row = {
	id: string;
	reader: string;
	modality: string;
	facility: string;
	at: number;
	reason: string | null;
};

/**
 * Finished reads of a period that had arrived at `frozenAt`, in order of their pseudonyms and a part at a time, so that
 * memory stays bounded at any volume. Excluded ones are counted by reason and left out.
 */
export async function* candidates(
	read: ReadHandle,
	input: { period: Period; frozenAt: Instant; policy: SamplingPolicy },
	exclusions: Partial<Record<ExclusionReason, number>>
): AsyncGenerator<Candidate[]> {
	const { reads, radiologists, facilities } = read.tables;
	const codesOf = async (rows: Promise<{ id: string; code: string }[]>): Promise<Map<string, string>> =>
		new Map((await rows).map(({ id, code }) => [id, code]));
	const readers = await codesOf(
		read.select({ id: radiologists.id, code: radiologists.code }).from(radiologists)
	);
	const places = await codesOf(read.select({ id: facilities.id, code: facilities.code }).from(facilities));
	const { from, to } = input.period;
	const inPeriod = sql`${reads.finalAt} >= ${from} and ${reads.finalAt} < ${to}`;
	const [total] = await read.rows<{ n: number }>(sql`select count(*) as n from ${reads} where ${inPeriod}`);
	const parts = Math.max(1, Math.ceil((total?.n ?? 0) / PART_ROWS));
	for (let part = 0; part < parts; part++) {
		// By the first digits, not by the index on the whole: reads of a period lie together on disk, pseudonyms do not.
		const prefix = sql`substr(${reads.samplingId}, 1, 4)`;
		const rows = await read.rows<Row>(sql`
			select ${reads.samplingId} as id, ${reads.readerId} as reader, ${reads.modality} as modality,
				${reads.facilityId} as facility, ${reads.finalAt} as at, ${exclusionCase(read, input.policy)} as reason
			from ${reads}
			where ${inPeriod} and ${reads.receivedAt} <= ${input.frozenAt} and ${reads.status} in ('current', 'corrected')
				and ${prefix} >= ${prefixOf(part, parts)} and ${prefix} < ${prefixOf(part + 1, parts)}`);
		rows.sort((a, b) => (a.id < b.id ? -1 : 1));
		const page: Candidate[] = [];
		for (const row of rows) {
			const reason = input.policy.exclusions.find((one) => one === row.reason);
			if (reason) exclusions[reason] = (exclusions[reason] ?? 0) + 1;
			else {
				page.push({
					samplingId: row.id,
					reader: readers.get(row.reader) ?? '',
					modality: row.modality,
					facility: places.get(row.facility) ?? '',
					finalAt: row.at
				});
			}
		}
		yield page;
	}
}
