import { checkLogFile, isLogFile, type LogOutcome } from './check-log.ts';
import { frameHeader } from '#lib/core/sampling/frame.ts';
import { verifyDraw, type DrawVerification } from '#lib/core/sampling/verify.ts';
import type { MakeHmac } from '#lib/core/sampling/hmac.ts';
import type { PublicKey } from '#lib/core/signing/keys.ts';
import type { Manifest } from './manifest.ts';
import { MANIFEST_NAME } from './manifest.ts';
import { readZip } from './read-zip.ts';
import { partOf, plainHashing, type ByteSource, type Hashing } from './source.ts';
import { verifyBundle, type BundleVerdict } from './verify.ts';

/** A file as somebody has it, under the name that it has there. */
export type NamedSource = { readonly name: string; readonly source: ByteSource };

/** Whether a draw could be repeated from its certificate and frame, and if not, why. */
export type DrawOutcome =
	| { readonly code: 'repeated'; readonly verification: DrawVerification }
	| { readonly code: 'frame-needed' | 'certificate-needed' | 'too-large' }
	| { readonly code: 'certificate-json' | 'certificate-form'; readonly at: string };

/** A draw that was checked: the names of its two files, and what came out. */
export type CheckedDraw = {
	readonly name: string;
	readonly frame: string | null;
	readonly outcome: DrawOutcome;
};

/** A checkpoint or an extract of the audit log that was checked. */
export type CheckedLog = { readonly name: string; readonly outcome: LogOutcome };

/** What was found of one file, or of a draw's two. */
export type Checked =
	| {
			readonly kind: 'bundle';
			readonly name: string;
			readonly verdict: BundleVerdict;
			/** The draws inside, repeated; only of a bundle that is genuine. */
			readonly draws: readonly CheckedDraw[];
			/** The extract of the audit log inside, checked; only of a bundle that is genuine. */
			readonly logs: readonly CheckedLog[];
	  }
	| ({ readonly kind: 'draw' } & CheckedDraw)
	| ({ readonly kind: 'log' } & CheckedLog)
	| {
			readonly kind: 'file';
			readonly name: string;
			readonly sha256: string;
			/** Its path in a genuine bundle that was checked with it; null where it is in none. */
			readonly path: string | null;
	  };

/** What files are checked with; `manifests` are those of genuine bundles that were checked before. */
export type CheckContext = {
	readonly keys: readonly PublicKey[];
	readonly manifests?: readonly Manifest[];
	readonly hashing?: Hashing;
	readonly makeHmac?: MakeHmac;
	readonly onProgress?: (done: number, of: number) => void;
	readonly signal?: AbortSignal;
};

/** A draw's two files are read as a whole. */
const MAX_TEXT = 128 * 1024 * 1024;
const READ_BYTES = 4 * 1024 * 1024;

type Kind = 'bundle' | 'certificate' | 'frame' | 'log' | 'other';

/** What a file is, by its first bytes and its name: a damaged one is still taken for what it is called. */
async function kindOf({ name, source }: NamedSource): Promise<Kind> {
	const head = new TextDecoder('latin1').decode(await source.read(0, 512));
	if (head.startsWith('PK')) {
		return name.toLowerCase().endsWith('.zip') || head.slice(30).startsWith(MANIFEST_NAME)
			? 'bundle'
			: 'other';
	}
	if (name.toLowerCase().endsWith('.zip')) return 'bundle';
	if (isLogFile(name, head)) return 'log';
	if (/certificate[^/]*\.json$/i.test(name) || head.includes('"overread-draw/')) return 'certificate';
	return /frame[^/]*\.csv$/i.test(name) || head.startsWith(frameHeader) ? 'frame' : 'other';
}

async function textOf(source: ByteSource): Promise<string> {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await source.read(0, source.size));
}

/** Repeats a draw from its two files. */
async function repeatDraw(
	certificate: NamedSource,
	frame: NamedSource | null,
	{ makeHmac }: CheckContext
): Promise<CheckedDraw> {
	const names = { name: certificate.name, frame: frame?.name ?? null };
	if (!frame) return { ...names, outcome: { code: 'frame-needed' } };
	if (certificate.source.size + frame.source.size > MAX_TEXT)
		return { ...names, outcome: { code: 'too-large' } };
	const texts = [await textOf(certificate.source), await textOf(frame.source)] as const;
	const verified = verifyDraw(...texts, makeHmac ? { makeHmac } : {});
	return {
		...names,
		outcome: verified.ok ? { code: 'repeated', verification: verified.value } : verified.error
	};
}

const CERTIFICATE = /^draws\/[^/]+\/certificate\.json$/;
/** Where the extract of the audit log lies in a bundle. */
export const EXTRACT_PATH = 'audit/extract.json';

type Inside = { readonly draws: CheckedDraw[]; readonly logs: CheckedLog[] };

/** Checks what in a genuine bundle can be checked by itself: its draws and its extract of the audit log. */
async function checkInside(source: ByteSource, manifest: Manifest, context: CheckContext): Promise<Inside> {
	const inside: Inside = { draws: [], logs: [] };
	const zip = await readZip(source);
	if (!zip.ok) return inside;
	const named = (path: string): NamedSource | null => {
		const entry = zip.value.find(({ name }) => name === path);
		return entry ? { name: path, source: partOf(source, entry.contentAt, entry.size) } : null;
	};
	for (const { path } of manifest.files) {
		const file = CERTIFICATE.test(path) || path === EXTRACT_PATH ? named(path) : null;
		if (!file) continue;
		if (path === EXTRACT_PATH) {
			inside.logs.push(await checkLog(file, context));
			continue;
		}
		const frame = named(path.replace('certificate.json', 'frame.csv'));
		inside.draws.push(await repeatDraw(file, frame, context));
	}
	return inside;
}

async function checkLog({ name, source }: NamedSource, { keys }: CheckContext): Promise<CheckedLog> {
	const text = source.size > MAX_TEXT ? null : await textOf(source);
	return { name, outcome: checkLogFile(text, keys) };
}

async function checkBundle({ name, source }: NamedSource, context: CheckContext): Promise<Checked> {
	const verdict = await verifyBundle(source, context);
	const { fault, manifest } = verdict;
	const isGenuine = fault === null && manifest !== null;
	const inside = isGenuine ? await checkInside(source, manifest, context) : { draws: [], logs: [] };
	return { kind: 'bundle', name, verdict, ...inside };
}

/** SHA-256 of a file, hex, a few megabytes at a time. */
export async function hashOf(
	source: ByteSource,
	{ hashing = plainHashing, signal }: CheckContext
): Promise<string> {
	const whole = hashing.start();
	for (let at = 0; at < source.size; at += READ_BYTES) {
		signal?.throwIfAborted();
		whole.update(await source.read(at, Math.min(at + READ_BYTES, source.size)));
	}
	return whole.hex();
}

/** The frame of a certificate among several: the only one, or the one whose name begins alike. */
function frameFor(certificate: NamedSource, frames: NamedSource[], isOnly: boolean): NamedSource | null {
	const stem = certificate.name.replace(/certificate[^/]*$/i, '');
	const at = isOnly && frames.length === 1 ? 0 : frames.findIndex(({ name }) => name.startsWith(stem));
	return at < 0 ? null : (frames.splice(at, 1)[0] ?? null);
}

/**
 * Checks files that belong together: bundles by their signature, draws by repeating them from certificate and frame, what is of
 * the audit log by its signatures and proofs, and all others by their SHA-256, which is looked up in the bundles among them. Nothing leaves this function but its answer.
 */
export async function checkFiles(files: readonly NamedSource[], context: CheckContext): Promise<Checked[]> {
	const sorted: Record<Kind, NamedSource[]> = { bundle: [], certificate: [], frame: [], log: [], other: [] };
	for (const file of files) sorted[await kindOf(file)].push(file);
	const checked: Checked[] = [];
	for (const bundle of sorted.bundle) checked.push(await checkBundle(bundle, context));
	const isOnly = sorted.certificate.length === 1;
	for (const certificate of sorted.certificate) {
		const frame = frameFor(certificate, sorted.frame, isOnly);
		checked.push({ kind: 'draw', ...(await repeatDraw(certificate, frame, context)) });
	}
	for (const { name } of sorted.frame) {
		checked.push({ kind: 'draw', name, frame: name, outcome: { code: 'certificate-needed' } });
	}
	for (const log of sorted.log) checked.push({ kind: 'log', ...(await checkLog(log, context)) });
	const genuine = checked.flatMap((one) =>
		one.kind === 'bundle' && !one.verdict.fault && one.verdict.manifest ? [one.verdict.manifest] : []
	);
	const signed = [...genuine, ...(context.manifests ?? [])].flatMap((manifest) => manifest.files);
	for (const { name, source } of sorted.other) {
		const sha256 = await hashOf(source, context);
		const path = signed.find((one) => one.sha256 === sha256)?.path ?? null;
		checked.push({ kind: 'file', name, sha256, path });
	}
	return checked;
}
