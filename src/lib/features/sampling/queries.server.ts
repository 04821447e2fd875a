import { desc, eq, lt, sum } from 'drizzle-orm';
import type { ReadHandle } from '#lib/server/db/database.ts';

const PAGE = 50;

/** A page of draws, newest first. */
export async function drawPage(read: ReadHandle, before: string | null) {
	const { draws, policies } = read.tables;
	const rows = await read
		.select({
			id: draws.id,
			label: draws.label,
			periodFrom: draws.periodFrom,
			periodTo: draws.periodTo,
			policyVersion: policies.version,
			commitment: draws.commitment,
			committedAt: draws.committedAt,
			frameCount: draws.frameCount,
			sampledCount: draws.sampledCount,
			revealedAt: draws.revealedAt
		})
		.from(draws)
		.innerJoin(policies, eq(policies.id, draws.policyId))
		.where(before ? lt(draws.id, before) : undefined)
		.orderBy(desc(draws.id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}

/** One draw with its strata by modality; without the sealed seed, which only the certificate reveals. */
export async function findDrawView(read: ReadHandle, id: string) {
	const { draws, policies, drawStrata } = read.tables;
	const [draw] = await read
		.select({
			id: draws.id,
			label: draws.label,
			periodFrom: draws.periodFrom,
			periodTo: draws.periodTo,
			policyVersion: policies.version,
			commitment: draws.commitment,
			committedAt: draws.committedAt,
			frozenAt: draws.frozenAt,
			frameHash: draws.frameHash,
			frameCount: draws.frameCount,
			sampledCount: draws.sampledCount,
			exclusions: draws.exclusions,
			revealedAt: draws.revealedAt
		})
		.from(draws)
		.innerJoin(policies, eq(policies.id, draws.policyId))
		.where(eq(draws.id, id));
	if (!draw) return null;
	const modalities = await read
		.select({
			modality: drawStrata.modality,
			size: sum(drawStrata.size).mapWith(Number),
			sampled: sum(drawStrata.sampled).mapWith(Number)
		})
		.from(drawStrata)
		.where(eq(drawStrata.drawId, id))
		.groupBy(drawStrata.modality)
		.orderBy(drawStrata.modality);
	return { draw, modalities };
}

/** The certificate's exact bytes, or null before the reveal. */
export async function findCertificate(read: ReadHandle, id: string): Promise<string | null> {
	const { draws } = read.tables;
	const [row] = await read.select({ certificate: draws.certificate }).from(draws).where(eq(draws.id, id));
	return row?.certificate ?? null;
}
