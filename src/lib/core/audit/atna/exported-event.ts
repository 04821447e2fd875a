import type { Instant } from '#lib/core/instant.ts';

/** An event as it leaves the portal: codes and counts, and what a reader may not be told is left out already. */
export type ExportedEvent = {
	/** Number in the log; null where numbers are withheld. */
	readonly seq: number | null;
	readonly at: Instant;
	readonly type: string;
	/** A code or a name; null for the system. */
	readonly actor: string | null;
	readonly subjectId: string | null;
	readonly facts: Readonly<Record<string, unknown>>;
	/** Hash in the chain; null where hashes are withheld. */
	readonly hash: string | null;
};

/** Who tells of the events: the portal, by its address. */
export type AuditSource = { readonly origin: string };

/** Facts as names and texts, for forms that know nothing else. */
export function factTexts(facts: ExportedEvent['facts']): [string, string][] {
	return Object.entries(facts).map(([name, value]) => [
		name,
		typeof value === 'string' ? value : JSON.stringify(value)
	]);
}
