import type { Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import type { TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { serviceClasses, type ServiceClass } from '#lib/core/turnaround/service-class.ts';
import {
	makeTurnaroundTally,
	type ClassTurnaround,
	type TurnaroundTally
} from '#lib/core/turnaround/tally.ts';
import { scanTurnaround } from '#lib/features/turnaround/scan.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Others that a class is compared with are at least so many: of fewer it would tell of single ones (statistics reference, section 4). */
const MINIMUM_OTHERS = 5;

/** The turnaround of one class of somebody's reads, beside all the others' where these are enough people. */
export type ReaderClass = {
	readonly serviceClass: ServiceClass;
	readonly own: ClassTurnaround;
	readonly others: ClassTurnaround | null;
};

/** The clocks of the contracts at one facility, by reader: gone through once for all of them. */
export async function readerClocks(
	read: ReadHandle,
	given: {
		readonly facilityId: string;
		readonly period: Period;
		readonly policy: TurnaroundPolicy;
		readonly now: Instant;
	}
): Promise<(readerId: string) => ReaderClass[]> {
	const { facilityId, period, policy, now } = given;
	const byReader = new Map<string, TurnaroundTally>();
	const readersOf = serviceClasses.map(() => new Set<string>());
	const all = makeTurnaroundTally();
	await scanTurnaround(
		read,
		{
			...{ clock: policy.clock, kind: '' as const, period, policy, now, facility: facilityId },
			...{ modality: '', region: '', serviceClass: '', readers: null, zones: new Map<string, string>() }
		},
		{
			count(row) {
				let own = byReader.get(row.readerId);
				if (!own) byReader.set(row.readerId, (own = makeTurnaroundTally()));
				if (!row.isOpen) readersOf[row.classIndex]?.add(row.readerId);
				all.count(row);
				return own.count(row);
			},
			keepOut: () => undefined
		}
	);
	const everybody = all.classes();
	return (readerId) =>
		(byReader.get(readerId)?.classes() ?? []).map((own) => {
			const readers = readersOf[serviceClasses.indexOf(own.serviceClass)]?.size ?? 0;
			const group = everybody.find(({ serviceClass }) => serviceClass === own.serviceClass) ?? null;
			return {
				serviceClass: own.serviceClass,
				own,
				others: readers > MINIMUM_OTHERS ? group : null
			};
		});
}
