import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '#lib/core/actor.ts';
import { entryOf, reportKinds, type ReportKind } from '#lib/core/reports/catalogue.ts';
import { reportForms } from '#lib/core/reports/forms.ts';
import { tablesOf, type CopyMark, type ReportHead } from '#lib/core/reports/model.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import { renderReport } from '#lib/features/reports/render-report.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { BundlePart } from '#lib/server/files/bundle-zip.ts';
import { whyNotPacked } from './pack-contents.ts';
import type { PackRequest } from './pack-request.ts';

/** A report of a pack: its head, and the files it went into. */
export type PackedReport = {
	readonly kind: ReportKind;
	readonly head: ReportHead;
	readonly parts: readonly BundlePart[];
};

/** What was asked for and is not in a bundle, and why, in words. */
export type LeftOut = { readonly what: string; readonly why: string };

const text = messages.bundle;

/** What a pack asks of one kind: what the kind takes, and nothing besides. */
function requestOf(kind: ReportKind, { from, through, facility, modality }: PackRequest) {
	const { parameters } = entryOf(kind);
	return {
		kind,
		from: parameters.time === 'day' ? through : from,
		through,
		...(parameters.facility ? { facility } : {}),
		...(parameters.modality && modality ? { modality } : {})
	};
}

/**
 * Makes every report of the survey pack for a facility, as the actor may see it, and writes it to a folder in all its forms, one report
 * after the other. What cannot be made is named with its reason, and what cannot be limited to the modality that was asked for.
 */
export async function packReports(
	app: App,
	actor: Actor,
	given: {
		request: PackRequest;
		folder: string;
		runId: string;
		copy: CopyMark;
		onReport: (nth: number, of: number) => void;
	}
): Promise<{ reports: PackedReport[]; leftOut: LeftOut[] }> {
	const { request, folder, runId, copy } = given;
	const kinds = reportKinds.filter((kind) => entryOf(kind).toolkitTab !== null);
	const reports: PackedReport[] = [];
	const leftOut: LeftOut[] = [];
	for (const [nth, kind] of kinds.entries()) {
		given.onReport(nth, kinds.length);
		const what = messages.reportCatalogue.kinds[kind].title;
		const reason = whyNotPacked(actor, kind, Boolean(request.modality));
		if (reason !== null) {
			leftOut.push({ what, why: text.leftOut[reason] });
			continue;
		}
		const made = await makeReport(app, actor, requestOf(kind, request));
		if (!made.ok) {
			leftOut.push({ what, why: text.leftOut['could-not'](made.error) });
			continue;
		}
		const report = { ...made.value, head: { ...made.value.head, runId } };
		const { toolkitTab, number } = entryOf(kind);
		const stem = `${toolkitTab ? text.folders[toolkitTab] : ''}/${number ? `${number}-` : ''}${kind}`;
		const rows = Object.fromEntries(tablesOf(report).map(({ id, rows: all }) => [id, all.length]));
		const parts: BundlePart[] = [];
		for (const form of reportForms) {
			const from = join(folder, `${kind}.${form}`);
			await writeFile(from, await renderReport(report, form, copy), { mode: 0o600 });
			const schemaVersion = `${report.head.format} ${kind} ${report.head.schemaVersion}`;
			parts.push({ path: `${stem}.${form}`, from, rows, schemaVersion });
		}
		if (request.modality && !entryOf(kind).parameters.modality)
			leftOut.push({ what, why: text.leftOut['all-modalities'] });
		reports.push({ kind, head: report.head, parts });
	}
	return { reports, leftOut };
}
