import type { Credential } from '#lib/core/credentials/kinds.ts';
import { formatCalendarDay } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { PdfBlock } from '#lib/server/pdf/model.ts';

const text = messages.portfolio.document;

/** Kinds that a portfolio lists, in this order. */
export const heldKinds = [
	'licence',
	'compact-letter',
	'board-certificate',
	'privilege',
	'malpractice',
	'mqsa'
] as const;

/** A credential as a portfolio tells it. */
export type HeldCredential = {
	readonly kind: (typeof heldKinds)[number];
	readonly what: string;
	readonly number: string;
	readonly fromOn: string;
	/** Null: no end. */
	readonly toOn: string | null;
	readonly status: string;
	/** The newest check at the source; null: none. */
	readonly check: { readonly result: string; readonly source: string; readonly on: string } | null;
};

/** A recorded credential in the words of a list; null for kinds that a portfolio does not list. */
export function heldCredential(
	credential: Credential,
	given: { readonly check: HeldCredential['check']; readonly facilityName: (id: string) => string }
): HeldCredential | null {
	const { check, facilityName } = given;
	const { kind, body } = credential;
	switch (kind) {
		case 'licence': {
			const { jurisdiction: what, number = '', issuedOn, expiresOn, status, statusRaw } = body;
			return { kind, what, number, fromOn: issuedOn, toOn: expiresOn, status: statusRaw ?? status, check };
		}
		case 'compact-letter': {
			const { splState: what, issuedOn, expiresOn } = body;
			return { kind, what, number: '', fromOn: issuedOn, toOn: expiresOn, status: '', check };
		}
		case 'board-certificate': {
			const { board, certificate, number = '', effectiveOn, expiresOn, status } = body;
			const what = `${board}: ${certificate}`;
			return { kind, what, number, fromOn: effectiveOn, toOn: expiresOn, status, check };
		}
		case 'privilege': {
			const what = text.privilegeAt(facilityName(body.facility), body.category ?? null);
			const status = body.byProxy ? text.byProxy : '';
			return { kind, what, number: '', fromOn: body.from, toOn: body.to, status, check };
		}
		case 'malpractice': {
			const { carrier: what, policyNumber: number = '', from: fromOn, to: toOn } = body;
			const status = text.covers[body.form];
			return { kind, what, number, fromOn, toOn, status, check };
		}
		case 'mqsa':
			return { kind, what: 'MQSA', number: '', fromOn: body.from, toOn: body.to, status: '', check };
		default:
			return null;
	}
}

/** The credentials of a portfolio, a table for each kind that there is. */
export function credentialBlocks(held: readonly HeldCredential[]): PdfBlock[] {
	const blocks: PdfBlock[] = [{ kind: 'heading', level: 1, text: text.credentials }];
	if (held.length === 0) return [...blocks, { kind: 'text', text: text.none, tone: 'quiet' }];
	for (const kind of heldKinds) {
		const rows = held.filter((one) => one.kind === kind);
		if (rows.length === 0) continue;
		blocks.push({ kind: 'heading', level: 2, text: text.kinds[kind] }, tableOf(text.kinds[kind], rows));
	}
	return blocks;
}

function tableOf(caption: string, held: readonly HeldCredential[]): PdfBlock {
	const numbered = held.some(({ number }) => number !== '');
	const stated = held.some(({ status }) => status !== '');
	const rows = held
		.toSorted((one, other) => order(one.what, other.what) || order(other.fromOn, one.fromOn))
		.map(({ what, number, fromOn, toOn, status, check }) => [
			what,
			...(numbered ? [number] : []),
			formatCalendarDay(fromOn),
			toOn === null ? text.noEnd : formatCalendarDay(toOn),
			...(stated ? [status] : []),
			check
				? text.checkedOn(wordOf(text.checks, check.result), check.source, formatCalendarDay(check.on))
				: text.unchecked
		]);
	return {
		kind: 'table',
		caption,
		columns: [
			{ title: text.what, width: 4 },
			...(numbered ? [{ title: text.number, width: 2.4 }] : []),
			{ title: text.from, width: 2.2 },
			{ title: text.to, width: 2.2 },
			...(stated ? [{ title: text.status, width: 2.4 }] : []),
			{ title: text.checked, width: 4.4 }
		],
		rows,
		empty: ''
	};
}

function order(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}
