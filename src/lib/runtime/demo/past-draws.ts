import { createHmac, createSecretKey } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DAY_MS, HOUR_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { periodDays, type Period } from '#lib/core/period.ts';
import { getValue } from '#lib/core/result.ts';
import { makeCertificate } from '#lib/core/sampling/certificate.ts';
import { drawSample, type Draw } from '#lib/core/sampling/draw.ts';
import { frameHeader, makeFrameBuilder, type Frame } from '#lib/core/sampling/frame.ts';
import { commitment, type MakeHmac } from '#lib/core/sampling/hmac.ts';
import type { SamplingPolicy } from '#lib/core/sampling/policy.ts';
import { framePath } from '#lib/features/sampling/freeze-frame.server.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { PastAudit } from './audit-log.ts';
import type { People } from './people.ts';
import { pastSamplingRules } from './policies.ts';
import type { SeededRead } from './reads.ts';
import { giveWay, type Seeding } from './seeding.ts';

/** A case of a past draw. */
export type DrawnCase = {
	readonly read: SeededRead;
	readonly drawId: string;
	readonly inclusion: number;
	readonly revealedAt: Instant;
	/** Whether a later draw followed: then what nobody reviewed was withdrawn. */
	readonly isSettled: boolean;
};

const GENERATOR = 'Overread 0.1.0';
/** The last days belong to the present round. */
export const PRESENT_DAYS = 20;
const LEAST_DAYS = 3;

const nodeHmac: MakeHmac = (keyHex) => {
	const key = createSecretKey(keyHex, 'hex');
	return (message) => createHmac('sha256', key).update(message).digest('hex');
};

/** The months of the period, the first and the last cut where the group begins and the present round takes over. */
export function pastPeriods(fromAt: Instant, cutAt: Instant): Period[] {
	const end = cutAt - PRESENT_DAYS * DAY_MS;
	const periods: Period[] = [];
	for (let from = fromAt; from < end;) {
		const date = new Date(from);
		const to = Math.min(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1), end);
		if (to - from >= LEAST_DAYS * DAY_MS) periods.push({ from, to });
		from = to;
	}
	return periods;
}

/** Draws every past month by the product's lottery: frames, commitments, seeds and certificates that anybody can verify. */
export async function drawPast(
	seeding: Seeding,
	write: WriteHandle,
	given: { reads: readonly SeededRead[]; people: People; policyId: string; audit: PastAudit }
): Promise<DrawnCase[]> {
	const { group, cutAt } = seeding;
	const periods = pastPeriods(group.fromAt, cutAt);
	const finished = Map.groupBy(given.reads, ({ demo }) =>
		periods.findIndex(({ from, to }) => demo.finalAt !== null && demo.finalAt >= from && demo.finalAt < to)
	);
	const cases: DrawnCase[] = [];
	for (const [at, period] of periods.entries()) {
		await giveWay();
		const eligible = finished.get(at) ?? [];
		// A frame stands in the order of its pseudonyms.
		eligible.sort((a, b) => (a.samplingId < b.samplingId ? -1 : 1));
		cases.push(
			...(await drawMonth(seeding, write, {
				...given,
				eligible,
				period,
				isSettled: at < periods.length - 1
			}))
		);
	}
	return cases;
}

async function drawMonth(
	seeding: Seeding,
	write: WriteHandle,
	month: {
		eligible: readonly SeededRead[];
		period: Period;
		people: People;
		policyId: string;
		audit: PastAudit;
		isSettled: boolean;
	}
): Promise<DrawnCase[]> {
	const { app, group } = seeding;
	const { eligible, period, people, audit } = month;
	const committedAt = period.from + 9 * HOUR_MS;
	const revealedAt = period.to + DAY_MS + 14 * HOUR_MS;
	const id = seeding.idAt(committedAt);
	const seedHex = seeding.hex(32);
	const policy: SamplingPolicy = { version: 1, ...pastSamplingRules(seeding) };
	const juniors = group.readers.filter(({ tier }) => tier === 'junior');
	const readerTiers = Object.fromEntries(juniors.map(({ code }) => [code, 'junior']));
	const frame = await writeFrame(framePath(app, id), eligible);
	const draw = drawSample({ drawId: id, seedHex, frame, policy, readerTiers, makeHmac: nodeHmac });
	const certificate = makeCertificate({
		draw,
		period: periodDays(period),
		seedHex,
		committedAt,
		revealedAt,
		frame,
		policy,
		readerTiers,
		exclusions: {},
		generator: GENERATOR
	});
	const hash = commitment(seedHex, id);
	const sampledCount = draw.strata.reduce((sum, { sampled }) => sum + sampled, 0);
	await write.insertRows(write.tables.draws, [
		{
			id,
			label: toUtcDay(period.from).slice(0, 7),
			periodFrom: period.from,
			periodTo: period.to,
			policyId: month.policyId,
			commitment: hash,
			committedAt,
			sealedSeed: app.secrets.seal(`draw/${id}`, seedHex),
			frozenAt: revealedAt,
			frameHash: frame.hash,
			frameCount: frame.count,
			sampledCount,
			exclusions: {},
			revealedAt,
			certificate: `${JSON.stringify(certificate, null, '\t')}\n`,
			createdBy: people.coordinatorId
		}
	]);
	await write.insertRows(write.tables.drawStrata, strataRows(id, draw, people));
	const about = { subjectId: id, actorId: people.coordinatorId };
	audit.add(
		{ type: 'draw.committed', ...about, at: committedAt, facts: { commitment: hash, policyVersion: 1 } },
		{
			type: 'draw.revealed',
			...about,
			at: revealedAt,
			facts: { frameHash: frame.hash, frameCount: frame.count, sampledCount }
		}
	);
	const reads = new Map(eligible.map((read) => [read.samplingId, read]));
	return draw.strata.flatMap(({ selected, inclusion }) =>
		selected.flatMap((samplingId) => {
			const read = reads.get(samplingId);
			return read ? [{ read, drawId: id, inclusion, revealedAt, isSettled: month.isSettled }] : [];
		})
	);
}

const strataRows = (drawId: string, draw: Draw, people: People) =>
	draw.strata.map(({ reader, modality, size, sampled }) => ({
		drawId,
		readerId: people.radiologistIds.get(reader) ?? '',
		modality,
		size,
		sampled
	}));

async function writeFrame(path: string, eligible: readonly SeededRead[]): Promise<Frame> {
	const builder = makeFrameBuilder();
	const lines = [frameHeader];
	for (const { samplingId, demo } of eligible) {
		const { readerCode: reader, modality, facilityCode: facility, finalAt } = demo;
		const entry = { caseId: samplingId, reader, modality, facility, finalisedOn: toUtcDay(finalAt ?? 0) };
		lines.push(getValue(builder.add(entry)));
	}
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 });
	return builder.finish();
}
