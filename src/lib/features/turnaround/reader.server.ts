import { eq } from 'drizzle-orm';
import { addMonths, monthOf, periodOfMonth } from '#lib/core/month.ts';
import { periodDays, type Period } from '#lib/core/period.ts';
import type { QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import type { Rate } from '#lib/core/statistics/rate.ts';
import type { ScanTally } from '#lib/core/turnaround/cell-scan.ts';
import type { ClockName } from '#lib/core/turnaround/clocks.ts';
import { serviceClasses, type ServiceClass } from '#lib/core/turnaround/service-class.ts';
import { makeTurnaroundTally, type ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { scanTurnaround } from './scan.server.ts';

/** Limits of quantiles are null where there are too few reads for them; the share in target where fewer than `MINIMUM_DUE` were due. */
export type TurnaroundShare = {
	readonly n: number;
	readonly median: QuantileInterval;
	readonly p90: QuantileInterval;
	readonly inTarget: Rate | null;
	/** Whether the quantiles are those of a sketch (`core/turnaround/durations.ts`). */
	readonly isSketched: boolean;
};

/** The turnaround of a radiologist's reads against those of the others of the section, on the clock of the contracts, class by class. */
export type ReaderTurnaround = {
	readonly months: number;
	readonly fromOn: string;
	readonly throughOn: string;
	readonly clock: ClockName;
	readonly minimumDue: number;
	readonly rows: readonly {
		readonly serviceClass: ServiceClass;
		readonly own: TurnaroundShare;
		/** Null where fewer than `MINIMUM_OTHERS` others have finished reads of the class: it would tell of single ones. */
		readonly section: TurnaroundShare | null;
	}[];
};

/** Of fewer due reads no share is shown, as of fewer reviews no rate (statistics reference, section 4). */
const MINIMUM_DUE = 30;
/** A group to compare with has at least so many radiologists (statistics reference, section 4). */
const MINIMUM_OTHERS = 5;

/**
 * The windows end with the present month, as those of quality do. The section is the others alone, and no total is given, so that nothing
 * can be taken off from anything. Null for somebody who is not known.
 */
export async function turnaroundOfReader(
	app: App,
	readerId: string,
	months: 6 | 12 | 24
): Promise<ReaderTurnaround | null> {
	const { read } = app.db;
	const now = app.clock.now();
	const people = await sectionOf(read, readerId);
	if (!people) return null;
	const { body: policy } = await currentPolicy(read, 'turnaround');
	const last = monthOf(now);
	const period: Period = {
		from: periodOfMonth(addMonths(last, 1 - months)).from,
		to: periodOfMonth(last).to
	};
	const [own, others] = [makeTurnaroundTally(), makeTurnaroundTally()];
	const seen = serviceClasses.map(() => new Set<string>());
	const tally: ScanTally = {
		count(row) {
			if (row.readerId === readerId) return own.count(row);
			if (!row.isOpen) seen[row.classIndex]?.add(row.readerId);
			return others.count(row);
		},
		keepOut: () => undefined
	};
	const question = {
		...{ clock: policy.clock, kind: '' as const, period, policy, now },
		...{ facility: '', modality: '', region: '', serviceClass: '' },
		readers: people,
		// Hours of the week are not asked for.
		zones: new Map<string, string>()
	};
	await scanTurnaround(read, question, tally);
	const section = others.classes();
	return {
		months,
		...periodDays(period),
		clock: policy.clock,
		minimumDue: MINIMUM_DUE,
		rows: own.classes().map((row) => {
			const same = section.find(({ serviceClass }) => serviceClass === row.serviceClass);
			const readers = seen[serviceClasses.indexOf(row.serviceClass)]?.size ?? 0;
			return {
				serviceClass: row.serviceClass,
				own: shareOf(row),
				section: same && readers >= MINIMUM_OTHERS ? shareOf(same) : null
			};
		})
	};
}

/** Everybody of the section of a radiologist, who is among them. */
async function sectionOf(read: ReadHandle, readerId: string): Promise<ReadonlySet<string> | null> {
	const { radiologists } = read.tables;
	const [person] = await read
		.select({ section: radiologists.section })
		.from(radiologists)
		.where(eq(radiologists.id, readerId));
	if (!person) return null;
	const rows = await read
		.select({ id: radiologists.id })
		.from(radiologists)
		.where(eq(radiologists.section, person.section));
	return new Set(rows.map(({ id }) => id));
}

function shareOf({ n, median, p90, inTarget, isSketched }: ClassTurnaround): TurnaroundShare {
	return { n, median, p90, isSketched, inTarget: inTarget.n >= MINIMUM_DUE ? inTarget : null };
}
