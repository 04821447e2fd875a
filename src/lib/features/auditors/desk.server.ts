import { asc, eq, inArray } from 'drizzle-orm';
import { coversReport, type Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { periodDays } from '#lib/core/period.ts';
import { entryOf, type ReportKind } from '#lib/core/reports/catalogue.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { exportRegister } from '#lib/features/reports/export-queries.server.ts';
import { wholeRegister } from '#lib/features/reports/register/filter.ts';
import { drawPage } from '#lib/features/sampling/queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { auditorKinds } from './kinds.ts';

const DRAWS_SHOWN = 6;
const TAKES_SHOWN = 5;

export type DeskReport = { readonly kind: ReportKind; readonly number: string | null };
export type DeskDraw = {
	readonly id: string;
	readonly label: string;
	readonly sampled: number | null;
	readonly of: number | null;
	readonly isRevealed: boolean;
};
export type DeskTake = {
	readonly id: string;
	readonly kind: string;
	readonly format: string;
	readonly at: Instant;
};

/** What an auditor may see and take, until when, and what they took. */
export type AuditorHome = {
	readonly facilities: readonly { readonly code: string; readonly name: string }[];
	readonly fromOn: string | null;
	readonly throughOn: string | null;
	readonly expiresAt: Instant | null;
	readonly timeZone: string;
	readonly reports: readonly DeskReport[];
	/** Whether reports of the catalogue were left out. */
	readonly hasAllReports: boolean;
	readonly draws: readonly DeskDraw[];
	readonly hasMoreDraws: boolean;
	readonly takes: readonly DeskTake[];
};

/** The auditor's desk: the scope as it is enforced, and the end of the account. */
export async function auditorHome(app: App, actor: Actor): Promise<AuditorHome> {
	const { read } = app.db;
	const { facilities, users } = read.tables;
	const [user] = await read.select({ expiresAt: users.expiresAt }).from(users).where(eq(users.id, actor.id));
	const ids = actor.scope?.facilityIds ?? [];
	const days = actor.scope && ids.length > 0 ? periodDays(actor.scope) : null;
	const reports = auditorKinds.filter((kind) => coversReport(actor, kind));
	const { rows: draws, next } = await drawPage(read, null, actor.scope);
	const { rows: takes } = await exportRegister(app, actor, {
		before: null,
		filter: wholeRegister,
		most: TAKES_SHOWN
	});
	return {
		facilities:
			ids.length === 0
				? []
				: await read
						.select({ code: facilities.code, name: facilities.name })
						.from(facilities)
						.where(inArray(facilities.id, [...ids]))
						.orderBy(asc(facilities.code)),
		fromOn: days?.fromOn ?? null,
		throughOn: days?.throughOn ?? null,
		expiresAt: user?.expiresAt ?? null,
		timeZone: await groupTimeZone(read),
		reports: reports.map((kind) => ({ kind, number: entryOf(kind).number })),
		hasAllReports: reports.length === auditorKinds.length,
		draws: draws.slice(0, DRAWS_SHOWN).map((draw) => ({
			id: draw.id,
			label: draw.label,
			sampled: draw.sampledCount,
			of: draw.frameCount,
			isRevealed: draw.revealedAt !== null
		})),
		hasMoreDraws: draws.length > DRAWS_SHOWN || next !== null,
		takes: takes.map(({ id, kind, format, createdAt }) => ({ id, kind, format, at: createdAt }))
	};
}
