import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { and, asc, eq, exists, gt, gte, lt, lte, sql } from 'drizzle-orm';
import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { getValue } from '#lib/core/result.ts';
import { frameHeader, makeFrameBuilder, type Frame } from '#lib/core/sampling/frame.ts';
import type { ExclusionReason, SamplingPolicy } from '#lib/core/sampling/policy.ts';
import type { App } from '#lib/server/app.ts';

const PAGE = 10_000;

/** Where the exact bytes of a draw's frame are kept. */
export function framePath(app: App, drawId: string): string {
	return join(app.documentsFolder, 'draws', `${drawId}.frame.csv`);
}

type Candidate = {
	samplingId: string;
	reader: string;
	readerActive: boolean;
	modality: string;
	facility: string;
	finalAt: Instant | null;
	kind: string;
	status: string;
	hasImages: unknown;
	isDrawn: unknown;
	mrn: string | null;
};

/** Why a finished read stays out of the frame under this policy; null when it is eligible. */
function exclusionOf(read: Candidate, policy: SamplingPolicy): ExclusionReason | null {
	const reasons: Readonly<Record<ExclusionReason, boolean>> = {
		preliminary: read.kind !== 'final',
		'no-images': !read.hasImages,
		'already-drawn': Boolean(read.isDrawn),
		'reader-inactive': !read.readerActive,
		// Phantoms and interface tests carry such numbers at most sites.
		'test-patient': read.mrn !== null && /^(test|zz|phantom)/i.test(read.mrn)
	};
	return policy.exclusions.find((reason) => reasons[reason]) ?? null;
}

/** Candidates of a period in order of their pseudonyms, a page at a time: memory stays bounded at any volume. */
async function* candidates(app: App, period: Period, frozenAt: Instant): AsyncGenerator<Candidate[]> {
	const { read } = app.db;
	const { reads, radiologists, facilities, patients, studies, series, instances, cases } = read.tables;
	const shownImages = read
		.select({ one: sql`1` })
		.from(studies)
		.innerJoin(series, eq(series.studyId, studies.id))
		.innerJoin(instances, eq(instances.seriesId, series.id))
		.where(
			and(
				eq(studies.studyUid, reads.studyUid),
				sql`${instances.keptOutReason} is null`,
				sql`${instances.withheldReason} is null`
			)
		);
	const drawn = read
		.select({ one: sql`1` })
		.from(cases)
		.where(and(eq(cases.readId, reads.id), eq(cases.detectionMode, 'random')));
	let after = '';
	for (;;) {
		const rows = await read
			.select({
				samplingId: reads.samplingId,
				reader: radiologists.code,
				readerActive: radiologists.active,
				modality: reads.modality,
				facility: facilities.code,
				finalAt: reads.finalAt,
				kind: reads.kind,
				status: reads.status,
				hasImages: exists(shownImages),
				isDrawn: exists(drawn),
				mrn: patients.mrn
			})
			.from(reads)
			.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
			.innerJoin(facilities, eq(facilities.id, reads.facilityId))
			.leftJoin(patients, eq(patients.id, reads.patientId))
			.where(
				and(
					gt(reads.samplingId, after),
					gte(reads.finalAt, period.from),
					lt(reads.finalAt, period.to),
					lte(reads.receivedAt, frozenAt),
					sql`${reads.status} in ('current', 'corrected')`
				)
			)
			.orderBy(asc(reads.samplingId))
			.limit(PAGE);
		yield rows;
		if (rows.length < PAGE) return;
		after = rows.at(-1)?.samplingId ?? '';
	}
}

/**
 * Writes a draw's frame to its file and gives what the draw needs of it. Eligible are finished reads of the period that
 * had arrived at `frozenAt`, unless the policy excludes them; exclusions are counted by reason.
 */
export async function freezeFrame(
	app: App,
	input: { drawId: string; period: Period; frozenAt: Instant; policy: SamplingPolicy }
): Promise<{ frame: Frame; exclusions: Partial<Record<ExclusionReason, number>> }> {
	const path = framePath(app, input.drawId);
	await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
	const oldest = input.period.to - input.policy.lookBackDays * 86_400_000;
	const period = { from: Math.max(input.period.from, oldest), to: input.period.to };
	const exclusions: Partial<Record<ExclusionReason, number>> = {};
	const builder = makeFrameBuilder();
	const written = createHash('sha256');
	const file = await open(`${path}.partial`, 'w', 0o600);
	try {
		const put = async (text: string): Promise<void> => {
			written.update(text);
			await file.write(text);
		};
		await put(`${frameHeader}\n`);
		for await (const page of candidates(app, period, input.frozenAt)) {
			let text = '';
			for (const read of page) {
				const reason = exclusionOf(read, input.policy);
				if (reason) {
					exclusions[reason] = (exclusions[reason] ?? 0) + 1;
					continue;
				}
				const { samplingId, reader, modality, facility, finalAt } = read;
				const finalisedOn = toUtcDay(finalAt ?? 0);
				text += `${getValue(builder.add({ caseId: samplingId, reader, modality, facility, finalisedOn }))}\n`;
			}
			await put(text);
		}
		await file.sync();
	} finally {
		await file.close();
	}
	const frame = builder.finish();
	if (written.digest('hex') !== frame.hash) throw new Error('the frame was not written as it was hashed');
	await rename(`${path}.partial`, path);
	return { frame, exclusions };
}
