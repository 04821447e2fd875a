import { isNoticeKind, noticeKinds } from '#lib/core/notices/kinds.ts';
import { messages } from '#lib/i18n/messages.ts';

/** A stored notice as its words need it. */
export type StoredNotice = {
	readonly kind: string;
	readonly facts: Readonly<Record<string, string | number>>;
};

/** What a notice says; null for a kind of a later release, or whose facts are not those of its kind. */
export function noticeText({ kind, facts }: StoredNotice): string | null {
	if (!isNoticeKind(kind)) return null;
	const known: Record<string, string | number> = {};
	for (const fact of noticeKinds[kind].facts) {
		const value = facts[fact];
		const isRight =
			fact === 'n'
				? typeof value === 'number' && Number.isSafeInteger(value)
				: typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
		if (value === undefined || !isRight) return null;
		known[fact] = value;
	}
	// The facts were just checked against those of this very kind; the union of kinds loses that link.
	const say = messages.notices.kinds[kind] as (facts: typeof known) => string;
	return say(known);
}
