import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { formatMinutes, formatProportion } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Health } from './case-cells.ts';
import type { ReaderComparison } from './reader-rows.ts';

const text = messages.quality;

export type Morning = {
	readonly health: Health;
	readonly oldestInCommitteeAt: Instant | null;
	readonly readers: ReaderComparison;
	readonly now: Instant;
};

/** The director's morning in words: what is due and done, what waits, and where readers stand against the group. */
export function morningSentences(morning: Morning): string[] {
	const { health, readers } = morning;
	if (health.reads === 0 && health.sampled === 0) return [text.morning.noReads];
	if (health.sampled === 0) return [text.morning.noSample(health.reads)];
	const sentences = [dueSentence(health)];
	if (health.inCommittee > 0) sentences.push(committeeSentence(morning));
	if (readers.rows.some(({ zone }) => zone !== null)) sentences.push(`${readersFinding(readers)}.`);
	return sentences;
}

function dueSentence({ sampled, due, doneOfDue, overdue }: Health): string {
	if (due === 0) return text.morning.noneDue(sampled);
	if (overdue === 0) return text.morning.allDone(due);
	return text.morning.done(formatProportion(doneOfDue / due), due, overdue);
}

function committeeSentence({ health, oldestInCommitteeAt, now }: Morning): string {
	const age = oldestInCommitteeAt === null ? null : formatMinutes((now - oldestInCommitteeAt) / MINUTE_MS);
	return text.morning.committee(health.inCommittee, age);
}

/** How many readers are in which zone: nobody is ranked. */
export function readersFinding({ rows }: ReaderComparison): string {
	const zones = { within: 0, again: 0, signal: 0 };
	for (const { zone } of rows) if (zone) zones[zone] += 1;
	const { signal, again, within } = zones;
	if (signal + again + within === 0) return text.readers.none;
	return text.readers.title(signal, again, within, rows.length - signal - again - within);
}
