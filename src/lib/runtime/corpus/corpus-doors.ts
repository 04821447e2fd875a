import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodedForms, formsIn, LONG_ENOUGH, type EncodedForm } from '#lib/core/text/encoded-forms.ts';
import { forgetBlindedStudies } from '#lib/features/imaging/blinded-study.server.ts';
import { checkPixels } from '#lib/features/imaging/pixel-commands.server.ts';
import { settlePixelHolds } from '#lib/features/imaging/pixel-holds.server.ts';
import { pixelQueue } from '#lib/features/imaging/pixel-queries.server.ts';
import { prepareInstance, storeInstance } from '#lib/features/imaging/store-instances.server.ts';
import { buildApp } from '#lib/runtime/app.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { readConfig } from '#lib/server/config.ts';
import { corpusGroup, removeStudy, type CorpusGroup } from './corpus-group.ts';
import { deliveredOf } from './delivered.ts';

/** What stands in a corpus file of people, places and numbers. */
export type CorpusFile = { readonly name: string; readonly identifiers: readonly string[] };

/** How the image doors fared with a corpus. */
export type DoorFigures = {
	readonly files: number;
	/** Files of which a blinded eye gets pixels: at once, and after a check that released them as they are. */
	readonly shown: number;
	readonly held: number;
	readonly answers: number;
	readonly bytes: number;
	readonly identifiers: number;
	/** Each identifier that came through: file, answer, form. */
	readonly leaks: readonly { readonly name: string; readonly leak: string }[];
};

/** Shorter identifiers ("1", "CT", "NO") stand by chance in any header. */
const SHORTEST = 4;

/**
 * Takes every file of a corpus into a store of its own, opens the doors through which blinded eyes get images, and searches every byte
 * that comes for every identifier of the file, in every encoding. What is held for a check of its pixels is released as it is and
 * searched, too: that is the worst that anybody can decide.
 */
export async function walkCorpusDoors(folder: string, files: readonly CorpusFile[]): Promise<DoorFigures> {
	const dataFolder = await mkdtemp(join(tmpdir(), 'overread-doors-'));
	const settings = { OVERREAD_DATA: dataFolder, OVERREAD_LOG: 'silent', OVERREAD_SECRET: '5e'.repeat(32) };
	const app = await buildApp(readConfig(settings));
	try {
		const group = await corpusGroup(app);
		const totals = { files: 0, shown: 0, held: 0, answers: 0, bytes: 0, identifiers: 0 };
		const leaks: { name: string; leak: string }[] = [];
		for (const file of files) {
			const walked = await walkFile(app, group, join(folder, file.name), file.identifiers);
			totals.files += 1;
			for (const [key, n] of Object.entries(walked.counts)) totals[key as keyof typeof walked.counts] += n; // keys of counts
			leaks.push(...walked.leaks.map((leak) => ({ name: file.name, leak })));
		}
		return { ...totals, leaks };
	} finally {
		await app.db.close();
		await rm(dataFolder, { recursive: true, force: true });
	}
}

async function walkFile(app: App, group: CorpusGroup, path: string, identifiers: readonly string[]) {
	const counts = { shown: 0, held: 0, answers: 0, bytes: 0, identifiers: 0 };
	const leaks = new Set<string>();
	const prepared = await prepareInstance(app, path);
	if (!prepared.ok) return { counts, leaks: [...leaks] };
	const searches = searchesFor(identifiers);
	counts.identifiers = searches.length;
	const caseId = await app.db.transaction(async (write) => {
		await storeInstance(app, write, prepared.value);
		const { entries } = await settlePixelHolds(app, write, [prepared.value]);
		const drawn = await group.drawCase(write, prepared.value.studyUid);
		await recordAudit(write, ...entries);
		return drawn;
	});
	const { rows } = await pixelQueue(app.db.read, { actor: group.coordinator, show: 'waiting', after: null });
	for (const { id, held } of rows) {
		for await (const answer of deliveredOf(app, caseId)) leaks.add(`${answer.what}: delivered while held`);
		const release = {
			id,
			decision: 'clear',
			held,
			rectangles: new Map(),
			remember: new Set<number>()
		} as const;
		const checked = await checkPixels({ app, actor: group.coordinator }, release);
		if (!checked.ok) throw new Error(checked.error);
		counts.held += 1;
	}
	for await (const { what, bytes } of deliveredOf(app, caseId)) {
		counts.answers += 1;
		counts.bytes += bytes.length;
		if (what === 'frame') counts.shown = 1;
		for (const { text, forms } of searches) {
			if (what !== 'metadata' && text.length < LONG_ENOUGH) continue;
			for (const { form } of formsIn(bytes, forms)) {
				if (text.length >= LONG_ENOUGH || standsAlone(bytes, text)) leaks.add(`${what}: ${form} of ${text}`);
			}
		}
	}
	await app.db.transaction((write) => removeStudy(write, prepared.value.studyUid));
	forgetBlindedStudies(app);
	return { counts, leaks: [...leaks] };
}

/** A short number such as "0010" is also part of every tag: it counts as a word of its own. */
function standsAlone(bytes: string, text: string): boolean {
	const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`(?<![0-9A-Za-z])${escaped}(?![0-9A-Za-z])`, 'i').test(bytes);
}

/** Each identifier and each part of it that is long enough to be told from chance: whatever order a name is given in holds one. */
function searchesFor(identifiers: readonly string[]): { text: string; forms: readonly EncodedForm[] }[] {
	const parts = identifiers.flatMap((value) => {
		const listed = /^\['(.*)'\]$/.exec(value)?.[1]?.split("', '") ?? [value];
		return listed.flatMap((text) => [text, ...(text.includes('^') ? text.split(/[\^=]/) : [])]);
	});
	const texts = [...new Set(parts.map((text) => text.trim()))].filter((text) => text.length >= SHORTEST);
	return texts.map((text) => ({ text, forms: encodedForms(text) }));
}
