import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { BLOCK_BYTES, manifestBytes, type BundleFile, type Manifest } from '#lib/core/bundle/manifest.ts';
import { EXTRACT_PATH } from '#lib/core/bundle/check.ts';
import { DAY_MS, toIso } from '#lib/core/instant.ts';
import { makePem } from '#lib/core/signing/keys.ts';
import type { Period } from '#lib/core/period.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { statedCheckpoint } from '#lib/server/audit/checkpoints.ts';
import { signingKey, type SigningKey } from '#lib/server/crypto/signing-key.ts';
import { describePart, writeBundleZip, type BundlePart } from '#lib/server/files/bundle-zip.ts';
import { makeFolder } from '#lib/server/files/durable.ts';
import { exportPath } from '#lib/server/files/kept-exports.ts';
import { renderPdf } from '#lib/server/pdf/render.ts';
import { packDraws } from './pack-draws.server.ts';
import { packIndex } from './pack-index.ts';
import { packReports } from './pack-reports.server.ts';
import { packKind, type PackRequest } from './pack-request.ts';

/** A bundle on the disk, and what the register says of it. */
export type WrittenPack = {
	readonly exportId: string;
	readonly kind: typeof packKind;
	readonly format: 'zip';
	readonly period: Period;
	readonly facilityIds: readonly string[];
	readonly policyVersions: Readonly<Record<string, number>>;
	readonly frameHashes: readonly string[];
	/** Files in it. */
	readonly n: number;
	readonly sizeBytes: number;
	readonly sha256: string;
};

export type PackError = ReportError | 'nothing-to-pack';

type Given = {
	readonly request: PackRequest;
	readonly exportId: string;
	/** Told before each step: how many of how many are done. */
	readonly tell?: (done: number, of: number) => void;
	readonly signal?: AbortSignal;
	/** Makes the extract of the audit log that goes in: the log comes after the reports, and is handed in. */
	readonly extract?: PackExtract;
};

/** An extract of the audit log of a period as text, or why there is none. */
export type PackExtract = (
	app: App,
	actor: Actor,
	given: { readonly period: Period; readonly purpose: string; readonly recipient: string }
) => Promise<Result<{ readonly text: string; readonly entries: number }, string>>;

const scratchRoot = (app: Pick<App, 'documentsFolder'>): string =>
	join(app.documentsFolder, 'bundles-in-making');

/** Takes away what a process left that was ended in the middle. */
async function dropOld(app: App): Promise<void> {
	const root = scratchRoot(app);
	for (const name of await readdir(root).catch(() => [])) {
		const { mtimeMs } = await stat(join(root, name)).catch(() => ({ mtimeMs: Infinity }));
		// By the machine's clock, which is that of its files.
		if (Date.now() - mtimeMs > DAY_MS) await rm(join(root, name), { recursive: true, force: true });
	}
}

async function codesOf(app: App, ids: readonly string[]): Promise<{ code: string; name: string }[]> {
	const { facilities } = app.db.read.tables;
	return app.db.read
		.select({ code: facilities.code, name: facilities.name })
		.from(facilities)
		.where(inArray(facilities.id, [...ids]))
		.orderBy(facilities.code);
}

type Gathered = { readonly parts: readonly BundlePart[]; readonly stated: Omit<Manifest, 'files'> };

/** Makes everything that goes into a pack, in a folder of its own. */
async function gather(
	app: App,
	actor: Actor,
	given: Given & { period: Period; folder: string; key: SigningKey }
): Promise<Result<Gathered, PackError>> {
	const { request, exportId, period, folder, key } = given;
	const facilities = await codesOf(app, [request.facility]);
	const [facility] = facilities;
	if (!facility) return err('facility-not-chosen');
	const text = messages.bundle;
	const copy = { number: 1, text: text.copy(request.recipient) };
	const onReport = (nth: number, of: number): void => {
		given.signal?.throwIfAborted();
		given.tell?.(nth, of + 2);
	};
	const packed = await packReports(app, actor, { request, folder, runId: exportId, copy, onReport });
	if (packed.reports.length === 0) return err('nothing-to-pack');
	const { draws, leftOut } = await packDraws(app, actor, { period, folder });
	const { purpose, recipient } = request;
	const extract = await given.extract?.(app, actor, { period, purpose, recipient });
	const extractLeftOut =
		extract && !extract.ok
			? [{ what: text.auditExtract, why: text.leftOut['could-not'](extract.error) }]
			: [];
	const heads = packed.reports.map(({ head }) => head);
	const at = app.clock.now();
	const stated: Omit<Manifest, 'files'> = {
		format: 'overread-bundle/1',
		bundleId: exportId,
		title: text.packTitle(request.modality ?? null),
		group: (await findGroup(app.db.read))?.name ?? '',
		generatedAt: toIso(at),
		generatedBy: [...actor.roles],
		generator: heads[0]?.generator ?? '',
		period: { fromOn: request.from, throughOn: request.through },
		scope: { facilities: facilities.map(({ code }) => code), modality: request.modality ?? null },
		purpose: request.purpose,
		recipient: request.recipient,
		watermark: copy.text,
		policyVersions: Object.assign({}, ...heads.map(({ policyVersions }) => policyVersions)) as Record<
			string,
			number
		>,
		rulePacks: Object.assign({}, ...heads.map(({ rulePackVersions }) => rulePackVersions)) as Record<
			string,
			string
		>,
		draws: draws.map((draw) => draw.stated),
		auditCheckpoint: await statedCheckpoint(app.db.read, actor),
		leftOut: [...packed.leftOut, ...leftOut, ...extractLeftOut],
		keyId: key.keyId,
		blockBytes: BLOCK_BYTES
	};
	const { origin } = app.config;
	const write = async (path: string, bytes: string | Uint8Array): Promise<BundlePart> => {
		const from = join(folder, path);
		await writeFile(from, bytes, { mode: 0o600 });
		return { path, from, rows: {}, schemaVersion: null };
	};
	const index = packIndex({
		...{ stated, draws, origin, madeAt: at },
		facility: `${facility.code} ${facility.name}`,
		reports: packed.reports,
		leftOut: stated.leftOut
	});
	const extractParts: BundlePart[] = [];
	if (extract?.ok) {
		const from = join(folder, 'audit-extract.json');
		await writeFile(from, extract.value.text, { mode: 0o600 });
		const rows = { entries: extract.value.entries };
		extractParts.push({ path: EXTRACT_PATH, from, rows, schemaVersion: 'overread-audit-extract/1' });
	}
	const parts = [
		...extractParts,
		await write(
			'README.txt',
			text.readme({ title: stated.title, group: stated.group, keyId: key.keyId, origin })
		),
		await write('public-key.pem', makePem(key.publicKey)),
		await write('index.pdf', await renderPdf(index)),
		...packed.reports.flatMap((report) => report.parts),
		...draws.flatMap((draw) => draw.parts)
	];
	return ok({ parts, stated });
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

/** Describes all parts, and adds the list of checksums that `sha256sum -c` reads. */
async function describeAll(
	folder: string,
	given: readonly BundlePart[],
	signal: AbortSignal | undefined
): Promise<{ parts: BundlePart[]; files: BundleFile[] }> {
	const files: BundleFile[] = [];
	for (const part of given) files.push(await describePart(part, signal));
	const from = join(folder, 'SHA256SUMS');
	const lines = files.toSorted(byPath).map(({ sha256, path }) => `${sha256}  ${path}\n`);
	await writeFile(from, lines.join(''), { mode: 0o600 });
	const sums: BundlePart = { path: 'SHA256SUMS', from, rows: {}, schemaVersion: null };
	files.push(await describePart(sums, signal));
	return { parts: [...given, sums].toSorted(byPath), files: files.toSorted(byPath) };
}

/**
 * Makes the survey pack of a facility, as the actor may see it, and writes it to the disk as a signed bundle. Nothing names the file yet.
 * Throws where the signal says so; nothing is left then.
 */
export async function writePack(
	app: App,
	actor: Actor,
	given: Given
): Promise<Result<WrittenPack, PackError>> {
	const { request, exportId, signal } = given;
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period } = scoped.value;
	await dropOld(app);
	const folder = join(scratchRoot(app), exportId);
	await makeFolder(folder);
	try {
		const key = await signingKey(app);
		const gathered = await gather(app, actor, { ...given, period, folder, key });
		if (!gathered.ok) return gathered;
		const { parts, files } = await describeAll(folder, gathered.value.parts, signal);
		const manifest: Manifest = { ...gathered.value.stated, files };
		const bytes = manifestBytes(manifest);
		const zip = { manifest: bytes, signature: key.sign(bytes), parts, files, signal };
		const { sha256, sizeBytes } = await writeBundleZip(exportPath(app, exportId), zip);
		return ok({
			...{ exportId, kind: packKind, format: 'zip', period, sha256, sizeBytes },
			facilityIds: [request.facility],
			policyVersions: manifest.policyVersions,
			frameHashes: manifest.draws.map(({ frameHash }) => frameHash),
			n: files.length
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
