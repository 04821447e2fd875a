import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { checkFiles, type Checked, type CheckedLog } from '#lib/core/bundle/check.ts';
import { parseKeys, type PublicKey } from '#lib/core/signing/keys.ts';
import { verifyFileHash } from '#lib/features/reports/verify.server.ts';
import { bundleFacts } from '#lib/i18n/en/bundle-facts.ts';
import { faultSentence } from '#lib/i18n/en/bundle-faults.ts';
import { drawSentence } from '#lib/i18n/en/draw-checks.ts';
import { logSentence } from '#lib/i18n/en/log-checks.ts';
import { messages } from '#lib/i18n/messages.ts';
import { formatBytes } from '#lib/i18n/formats.ts';
import type { App } from '#lib/server/app.ts';
import { publicKeys } from '#lib/server/crypto/signing-key.ts';
import { nodeHashing, openSource } from '#lib/server/files/file-source.ts';

export type Printer = (data: unknown, text: string) => void;

/** What the command ends with: all is genuine, something is not, or nothing could be compared with what was given. */
const exit = { genuine: 0, altered: 1, undecided: 3 } as const;
type Exit = (typeof exit)[keyof typeof exit];

/** What was found of one file. */
type Finding = { readonly code: Exit; readonly lines: readonly string[]; readonly data: unknown };

const text = messages.verify;

async function ofRegister(app: App, sha256: string): Promise<Finding> {
	const { value } = await verifyFileHash(app, sha256);
	const found = value.export;
	const lines = found
		? [
				text.genuine,
				text.genuineDetail(
					messages.reports.kinds[found.kind] ?? found.kind,
					found.format,
					found.periodFromOn,
					found.periodThroughOn,
					found.n,
					found.exportedAt
				),
				...(found.copy ? [text.copyDetail(found.copy.number, found.copy.takenAt)] : []),
				...(found.standing === 'available' ? [] : [text.standings[found.standing]])
			]
		: [text.unknown, text.unknownDetail];
	return {
		code: value.genuine ? exit.genuine : exit.altered,
		data: value,
		lines: [...lines, `SHA-256 ${sha256}`]
	};
}

function ofLog({ name, outcome }: CheckedLog): Finding {
	const isWrong = outcome.code === 'wrong';
	const isUndecided =
		outcome.code === 'too-large' ||
		(isWrong && ['extract-key', 'checkpoint-key'].includes(outcome.fault.code));
	const code = isUndecided ? exit.undecided : isWrong ? exit.altered : exit.genuine;
	const title =
		code === exit.genuine ? text.logGood(name) : isWrong ? text.logBad(name) : text.drawWaits(name);
	return {
		code,
		data: { name, genuine: code === exit.genuine, ...outcome },
		lines: [title, logSentence(outcome)]
	};
}

function ofBundle({ name, verdict, draws, logs }: Extract<Checked, { kind: 'bundle' }>): Finding {
	const { fault, manifest, bytes } = verdict;
	if (fault || !manifest) {
		const data = { name, genuine: false, fault, inside: [] };
		const lines = [text.bundleBad(name), fault ? faultSentence(fault) : ''];
		return { code: fault?.code === 'unknown-key' ? exit.undecided : exit.altered, data, lines };
	}
	const found = [...draws.map(ofDraw), ...logs.map(ofLog)];
	const { files: _, ...head } = manifest;
	return {
		code: found.some(({ code }) => code === exit.altered) ? exit.altered : exit.genuine,
		data: { name, genuine: true, fault: null, manifest: head, inside: found.map(({ data }) => data) },
		lines: [
			text.bundleGood(name),
			text.bundleGoodDetail(manifest.group, manifest.files.length, formatBytes(bytes)),
			...bundleFacts(manifest).map(([what, value]) => `  ${what}: ${value}`),
			...found.flatMap(({ lines }) => lines)
		]
	};
}

function ofDraw({
	name,
	frame,
	outcome
}: Pick<Extract<Checked, { kind: 'draw' }>, 'name' | 'frame' | 'outcome'>): Finding {
	const isRepeated = outcome.code === 'repeated';
	const isGood = isRepeated && outcome.verification.ok;
	const isWaiting = ['frame-needed', 'certificate-needed', 'too-large'].includes(outcome.code);
	return {
		code: isGood ? exit.genuine : isWaiting ? exit.undecided : exit.altered,
		data: { name, frame, code: outcome.code, checks: isRepeated ? outcome.verification.checks : [] },
		lines: [`${name}: ${drawSentence(outcome)}`]
	};
}

async function findingOf(app: App | null, one: Checked): Promise<Finding> {
	if (one.kind === 'bundle') return ofBundle(one);
	if (one.kind === 'draw') return ofDraw(one);
	if (one.kind === 'log') return ofLog(one);
	if (one.path) {
		const lines = [text.inBundle(one.name), text.inBundleDetail(one.path)];
		return { code: exit.genuine, data: { ...one, genuine: true }, lines };
	}
	if (app) return ofRegister(app, one.sha256);
	return { code: exit.undecided, data: one, lines: [text.notInBundle(one.name), `SHA-256 ${one.sha256}`] };
}

/** The keys of a file that somebody was given; null where it holds none. */
export async function keysFrom(path: string): Promise<readonly PublicKey[] | null> {
	const parsed = parseKeys(await readFile(path, 'utf8'));
	return parsed.ok ? parsed.value : null;
}

/**
 * Verifies files: bundles by their signature, draws by repeating them, single files by the bundles beside them or the register. With keys
 * of their own and no app, nothing of the server is asked. The worst finding gives the exit code: 0 genuine, 1 altered, 3 undecided.
 */
export async function verifyReportFiles(
	{ app, keys }: { app: App | null; keys: readonly PublicKey[] | null },
	paths: readonly string[],
	print: Printer
): Promise<number> {
	const opened = await Promise.all(paths.map(openSource));
	try {
		const files = opened.map(({ source }, i) => ({ name: basename(paths[i] ?? ''), source }));
		const known = keys ?? (app ? await publicKeys(app.db.read) : []);
		const checked = await checkFiles(files, { keys: known, hashing: nodeHashing });
		const findings: Finding[] = [];
		for (const one of checked) findings.push(await findingOf(app, one));
		const data = findings.map((one) => one.data);
		print(data.length === 1 ? data[0] : data, findings.flatMap(({ lines }) => lines).join('\n'));
		const codes = findings.map(({ code }) => code);
		return codes.find((code) => code === exit.altered) ?? Math.max(...codes, 0);
	} finally {
		for (const { close } of opened) await close();
	}
}
