import { and, desc, eq, gt, isNotNull, lt, sum, type SQL } from 'drizzle-orm';
import type { Scope } from '#lib/core/actor.ts';
import type { Period } from '#lib/core/period.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const PAGE = 50;

/**
 * The draws that somebody of a scope may see: those that meet its period. They are of the whole group, since a part of a
 * draw could not be verified; and no patient is in them.
 */
function visibleTo(read: ReadHandle, scope: Scope | null): SQL | undefined {
	const { draws } = read.tables;
	return scope === null ? undefined : and(lt(draws.periodFrom, scope.to), gt(draws.periodTo, scope.from));
}

/** A page of draws, newest first. */
export async function drawPage(read: ReadHandle, before: string | null, scope: Scope | null = null) {
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
		.where(and(before ? lt(draws.id, before) : undefined, visibleTo(read, scope)))
		.orderBy(desc(draws.id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}

/** One draw with its strata by modality; without the sealed seed, which only the certificate reveals. */
export async function findDrawView(read: ReadHandle, id: string, scope: Scope | null = null) {
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
		.where(and(eq(draws.id, id), visibleTo(read, scope)));
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

/** Every revealed draw that meets a period and that somebody of a scope may see, oldest first, with its certificate's exact bytes. */
export async function revealedDraws(read: ReadHandle, period: Period, scope: Scope | null = null) {
	const { draws } = read.tables;
	const rows = await read
		.select({ id: draws.id, label: draws.label, certificate: draws.certificate })
		.from(draws)
		.where(
			and(
				isNotNull(draws.certificate),
				lt(draws.periodFrom, period.to),
				gt(draws.periodTo, period.from),
				visibleTo(read, scope)
			)
		)
		.orderBy(draws.periodFrom, draws.id);
	return rows.flatMap(({ certificate, ...row }) => (certificate === null ? [] : [{ ...row, certificate }]));
}

/** The certificate's exact bytes, or null before the reveal. */
export async function findCertificate(
	read: ReadHandle,
	id: string,
	scope: Scope | null = null
): Promise<string | null> {
	const { draws } = read.tables;
	const [row] = await read
		.select({ certificate: draws.certificate })
		.from(draws)
		.where(and(eq(draws.id, id), visibleTo(read, scope)));
	return row?.certificate ?? null;
}
