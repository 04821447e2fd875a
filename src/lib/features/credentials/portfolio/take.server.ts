import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { makePeriod } from '#lib/core/period.ts';
import type { PersonalKind } from '#lib/core/reports/personal.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { findActivities } from '#lib/features/credentials/cme/activities.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { keepExport } from '#lib/server/files/kept-exports.ts';
import type { PdfModel } from '#lib/server/pdf/model.ts';
import { renderPdf } from '#lib/server/pdf/render.ts';
import { heldCredential } from './credential-blocks.ts';
import { letterModel, portfolioModel, type DocumentBasis } from './documents.ts';
import { findHolder, lastChecks, lastCmeResults, standingRows } from './holder.server.ts';
import { participationIn, policiesOfReview, yearsOfEvidence } from './participation.server.ts';
import { portfolioView } from './portfolio-view.server.ts';

export type TakeError = 'radiologist-not-found' | 'year-out-of-range';

/** Nothing but the press of a button. */
export const takePortfolioSchema = z.object({});

/** The year that a letter is of. */
export const takeLetterSchema = z.object({ year: z.coerce.number().int() });

type Document = {
	readonly kind: PersonalKind;
	readonly model: PdfModel;
	/** First and last day of what it tells. */
	readonly fromOn: string;
	readonly throughOn: string;
	readonly policyVersions: Readonly<Record<string, number>>;
	/** What the register counts: reads of a portfolio, second looks of a letter. */
	readonly n: number;
};

async function basisOf(app: App, actor: Actor): Promise<DocumentBasis | null> {
	const { read } = app.db;
	const holder = actor.radiologistId === null ? null : await findHolder(read, actor.radiologistId);
	if (!holder) return null;
	const group = await findGroup(read);
	const madeAt = app.clock.now();
	return {
		id: app.ids(),
		group: group?.name ?? 'Overread',
		origin: app.config.origin,
		today: toZonedDay(madeAt, group?.timeZone ?? 'UTC'),
		madeAt,
		holder
	};
}

/** Makes the document, keeps its bytes and enters it in the register. The bytes are on disk before the register names them. */
async function take(
	app: App,
	actor: Actor,
	{ basis, document }: { readonly basis: DocumentBasis; readonly document: Document }
): Promise<{ readonly id: string }> {
	const { kind, model, policyVersions, n } = document;
	const period = makePeriod(document.fromOn, document.throughOn);
	if (!period) throw new Error('a document ends before it begins');
	const bytes = await renderPdf(model);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const { id, madeAt } = basis;
	await keepExport(app, id, bytes);
	await app.db.transaction(async (write) => {
		await write.insert(write.tables.exports).values({
			id,
			kind,
			format: 'pdf',
			periodFrom: period.from,
			periodTo: period.to,
			scope: { radiologistId: basis.holder.id },
			policyVersions: JSON.stringify(policyVersions),
			frameHashes: [],
			n,
			sizeBytes: bytes.length,
			sha256,
			purpose: messages.portfolio.register.purpose,
			recipient: messages.portfolio.register.recipient,
			createdBy: actor.id,
			createdAt: madeAt
		});
		const facts = { form: kind, sha256 };
		await recordAudit(write, {
			type: 'credential.exported',
			subjectId: basis.holder.id,
			facts,
			at: madeAt,
			actor
		});
	});
	return { id };
}

/** Takes away the actor's own portfolio. */
export async function takePortfolio(app: App, actor: Actor): Promise<Result<{ id: string }, TakeError>> {
	const basis = await basisOf(app, actor);
	const view = basis && (await portfolioView(app, actor));
	if (!basis || !view) return err('radiologist-not-found');
	const { read } = app.db;
	const rows = await standingRows(read, basis.holder.id);
	const checks = lastChecks(rows);
	const { facilities } = read.tables;
	const places = await read.select({ id: facilities.id, name: facilities.name }).from(facilities);
	const names = new Map(places.map(({ id, name }) => [id, name]));
	const credentials = rows.flatMap((row) => {
		const last = checks.get(row.id)?.body;
		const check = last ? { result: last.result, source: last.sourceName, on: last.verifiedOn } : null;
		return heldCredential(row, { check, facilityName: (id) => names.get(id) ?? id }) ?? [];
	});
	const education = await lastCmeResults(read, basis.holder.id);
	const activities = (await findActivities(read, [basis.holder.id]))
		.toReversed()
		.map(({ body, documentId }) => ({ ...body, hasDocument: documentId !== null }));
	const document: Document = {
		kind: 'portfolio',
		model: portfolioModel(basis, { view, credentials, education, activities }),
		fromOn: `${view.since}-01`,
		throughOn: view.today,
		policyVersions: {},
		n: view.experience.reads.reduce((sum, { n }) => sum + n, 0)
	};
	return ok(await take(app, actor, { basis, document }));
}

/** Takes away the evidence that the actor took part in peer review in a year. */
export async function takeLetter(
	app: App,
	actor: Actor,
	{ year }: z.output<typeof takeLetterSchema>
): Promise<Result<{ id: string }, TakeError>> {
	const basis = await basisOf(app, actor);
	if (!basis) return err('radiologist-not-found');
	if (!(await yearsOfEvidence(app)).includes(year)) return err('year-out-of-range');
	const participation = await participationIn(app, actor, year);
	const document: Document = {
		kind: 'participation-letter',
		model: letterModel(basis, participation),
		fromOn: `${year}-01-01`,
		throughOn: participation.asOf,
		policyVersions: Object.fromEntries(
			policiesOfReview.map((kind) => [kind, participation.policyVersions[kind]])
		),
		n: participation.reviewsDone
	};
	return ok(await take(app, actor, { basis, document }));
}
