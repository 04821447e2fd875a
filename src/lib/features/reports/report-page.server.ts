import { asc } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import { lastMonths, periodDays } from '#lib/core/period.ts';
import { entryOf, mayMake, type ReportKind } from '#lib/core/reports/catalogue.ts';
import { previewOf } from '#lib/core/reports/preview.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { reportFacilities } from './export-queries.server.ts';
import { makeReport } from './make-report.server.ts';
import { withRadiologistId } from './radiologist-code.server.ts';
import { reportRequestSchema, type ReportRequest } from './schemas.ts';

const choices = ['facility', 'radiologist', 'modality', 'authority'] as const;

/** What an address asks for; the last twelve months (an auditor's: as far as the scope has come) where it says nothing or nonsense. */
function requestOf(app: App, actor: Actor, { kind, asked }: Asked): ReportRequest {
	const lastYear = lastMonths(app.clock.now(), 12);
	// An auditor's scope may reach into the future, where nothing is yet.
	const { fromOn, throughOn } = periodDays(
		actor.scope ? { from: actor.scope.from, to: Math.min(actor.scope.to, lastYear.to) } : lastYear
	);
	const isOfDay = entryOf(kind).parameters.time === 'day';
	const through = asked.get('through') ?? throughOn;
	const parsed = reportRequestSchema.safeParse({
		kind,
		from: isOfDay ? through : (asked.get('from') ?? fromOn),
		through,
		...Object.fromEntries(choices.map((name) => [name, asked.get(name) ?? undefined]))
	});
	return parsed.success ? parsed.data : { kind, from: isOfDay ? throughOn : fromOn, through: throughOn };
}

type Asked = { readonly kind: ReportKind; readonly asked: URLSearchParams };

/**
 * Radiologists by code, with names for those who may see them. Where a report names people they are chosen by name and never beside the
 * code: whoever sees credentials could read reports by code then. For the same reason an id, which stands beside names, is never beside a code.
 */
async function radiologistChoices(read: ReadHandle, actor: Actor, kind: ReportKind) {
	if (entryOf(kind).people === 'names') {
		return [...(await radiologistNames(read))]
			.map(([value, label]) => ({ value, label }))
			.sort((one, other) => (one.label < other.label ? -1 : 1));
	}
	const { radiologists } = read.tables;
	const rows = await read
		.select({
			code: radiologists.code,
			family: radiologists.familyName,
			given: radiologists.givenName
		})
		.from(radiologists)
		.orderBy(asc(radiologists.code));
	const seesNames = may(actor, 'quality.view-names');
	return rows.map(({ code, family, given }) => ({
		value: code,
		label: seesNames ? `${code} ${family}, ${given}` : code
	}));
}

async function modalityChoices(read: ReadHandle) {
	const { reads } = read.tables;
	const rows = await read
		.selectDistinct({ modality: reads.modality })
		.from(reads)
		.orderBy(asc(reads.modality));
	return rows.map(({ modality }) => modality);
}

/** The page of one report: what it can be asked for, and its preview as far as what it needs is chosen. */
export async function reportPage(
	app: App,
	actor: Actor,
	given: Asked
): Promise<Result<ReportPage, 'not-permitted'>> {
	const { kind, asked } = given;
	if (!mayMake(actor, kind)) return err('not-permitted');
	const { parameters, number } = entryOf(kind);
	const request = requestOf(app, actor, given);
	const { read } = app.db;
	const meant = await withRadiologistId(read, request);
	const made = meant.ok ? await makeReport(app, actor, meant.value) : meant;
	// What nobody has chosen yet is no mistake of theirs.
	const isOpen = !made.ok && made.error.endsWith('-not-chosen') && !asked.has('through');
	return ok({
		kind,
		number,
		parameters,
		request,
		preview: made.ok ? previewOf(made.value) : null,
		reportError: made.ok || isOpen ? null : made.error,
		facilities: await reportFacilities(read, actor),
		radiologists: parameters.radiologist ? await radiologistChoices(read, actor, kind) : [],
		modalities: parameters.modality ? await modalityChoices(read) : [],
		scope: actor.scope ? periodDays(actor.scope) : null,
		body: asked.get('for'),
		mayTake: may(actor, 'report.export'),
		today: toUtcDay(app.clock.now())
	});
}

export type ReportPage = {
	readonly kind: ReportKind;
	readonly number: string | null;
	readonly parameters: ReturnType<typeof entryOf>['parameters'];
	/** As it was asked for: the radiologist by code, or by id where the report names people. */
	readonly request: ReportRequest;
	readonly preview: ReturnType<typeof previewOf> | null;
	readonly reportError: string | null;
	readonly facilities: Awaited<ReturnType<typeof reportFacilities>>;
	readonly radiologists: readonly { readonly value: string; readonly label: string }[];
	readonly modalities: readonly string[];
	readonly scope: { readonly fromOn: string; readonly throughOn: string } | null;
	readonly body: string | null;
	readonly mayTake: boolean;
	readonly today: string;
};
