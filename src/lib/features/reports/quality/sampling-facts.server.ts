import { and, asc, eq, gt, isNotNull, lt } from 'drizzle-orm';
import type { Period } from '#lib/core/period.ts';
import type { ReportHead } from '#lib/core/reports/model.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** The part of a head that says which draws stand behind its sample. */
export type SamplingFacts = Pick<ReportHead, 'frameHashes' | 'seedCommitments' | 'exclusions'> & {
	/** The newest sampling policy of them; empty where nothing was drawn. */
	readonly policyVersions: { readonly sampling?: number };
};

/** The draws whose period meets this one, revealed, in order: their frame hashes are printed on the report. */
export async function samplingFacts(read: ReadHandle, period: Period): Promise<SamplingFacts> {
	const { draws, policies } = read.tables;
	const rows = await read
		.select({
			frameHash: draws.frameHash,
			commitment: draws.commitment,
			exclusions: draws.exclusions,
			policyVersion: policies.version
		})
		.from(draws)
		.innerJoin(policies, eq(policies.id, draws.policyId))
		.where(and(isNotNull(draws.revealedAt), lt(draws.periodFrom, period.to), gt(draws.periodTo, period.from)))
		.orderBy(asc(draws.periodFrom), asc(draws.id));
	const exclusions: Record<string, number> = {};
	for (const draw of rows) {
		for (const [reason, n] of Object.entries(draw.exclusions ?? {})) {
			exclusions[reason] = (exclusions[reason] ?? 0) + n;
		}
	}
	return {
		frameHashes: rows.flatMap(({ frameHash }) => (frameHash ? [frameHash] : [])),
		seedCommitments: rows.map(({ commitment }) => commitment),
		exclusions,
		policyVersions:
			rows.length > 0 ? { sampling: Math.max(...rows.map(({ policyVersion }) => policyVersion)) } : {}
	};
}
