import { eq, inArray } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { IncomingRead, ReadKind } from '#lib/core/reads/incoming-read.ts';
import { readStatuses, type ChainedVersion } from '#lib/core/reads/version-chain.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

/** One report: all its versions are of one facility, one accession and one kind. */
export type ReportKey = {
	readonly facilityId: string;
	readonly accession: string;
	readonly kind: ReadKind;
};

type Candidate = Pick<IncomingRead, 'versionKey' | 'versionAt' | 'status'> & { readonly text: string };

export type ReadChains = {
	of(report: ReportKey): readonly ChainedVersion[];
	/** The version that this one is, sent again; undefined when it is a new one. */
	findSame(report: ReportKey, candidate: Candidate): Promise<string | undefined>;
	set(report: ReportKey, chain: readonly ChainedVersion[], added: { id: string; text: string }): void;
};

const keyOf = ({ facilityId, kind, accession }: ReportKey) => JSON.stringify([facilityId, kind, accession]);

/** The natural key of a read: what makes taking it twice change nothing. */
export function naturalKeyOf({ facilityId, accession, kind }: ReportKey, versionKey: string): string {
	return [facilityId, accession, kind, versionKey].join('|');
}

const versionKeyOf = (naturalKey: string) => naturalKey.slice(naturalKey.lastIndexOf('|') + 1);

/** Loads the versions there are of the reports of some accessions. */
export async function loadChains(write: WriteHandle, accessions: readonly string[]): Promise<ReadChains> {
	const { reads, reports } = write.tables;
	const rows = accessions.length
		? await write
				.select({
					id: reads.id,
					naturalKey: reads.naturalKey,
					facilityId: reads.facilityId,
					accession: reads.accession,
					kind: reads.kind,
					status: reads.status,
					reportVersion: reads.reportVersion,
					reportedAt: reads.reportedAt,
					preliminaryAt: reads.preliminaryAt,
					finalAt: reads.finalAt
				})
				.from(reads)
				.where(inArray(reads.accession, [...accessions]))
		: [];
	const chains = new Map<string, readonly ChainedVersion[]>();
	const texts = new Map<string, string>();
	for (const { naturalKey, facilityId, accession, preliminaryAt, finalAt, ...row } of rows) {
		const kind: ReadKind = row.kind === 'preliminary' ? 'preliminary' : 'final';
		const ownAt: Instant | null = kind === 'final' ? finalAt : preliminaryAt;
		const version: ChainedVersion = {
			id: row.id,
			versionKey: versionKeyOf(naturalKey),
			reportedAt: row.reportedAt ?? ownAt,
			status: readStatuses.find((status) => status === row.status) ?? 'superseded',
			reportVersion: row.reportVersion
		};
		const key = keyOf({ facilityId, accession, kind });
		chains.set(key, [...(chains.get(key) ?? []), version]);
	}

	async function textOf(id: string): Promise<string> {
		const noted = texts.get(id);
		if (noted !== undefined) return noted;
		const [row] = await write.select({ text: reports.text }).from(reports).where(eq(reports.readId, id));
		texts.set(id, row?.text ?? '');
		return row?.text ?? '';
	}

	return {
		of: (report) => chains.get(keyOf(report)) ?? [],
		async findSame(report, { versionKey, versionAt, status, text }) {
			const chain = chains.get(keyOf(report)) ?? [];
			const exact = chain.find((version) => version.versionKey === versionKey);
			if (exact || versionAt === null || status === 'cancelled') return exact?.id;
			// The same report through another door, a list after the message: the same moment, and nothing new to say.
			for (const version of chain) {
				if (version.reportedAt !== versionAt || version.status === 'cancelled') continue;
				if (text === '' || text === (await textOf(version.id))) return version.id;
			}
			return undefined;
		},
		set(report, chain, added) {
			chains.set(keyOf(report), chain);
			texts.set(added.id, added.text);
		}
	};
}
