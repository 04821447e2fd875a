import { credentialFields } from '#lib/core/credentials/entry/fields.ts';
import { typedOf } from '#lib/core/credentials/entry/parse.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { licensureUs } from '#lib/core/credentials/reference/licensure-us.ts';
import { formatCalendarDay } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { ShownRow } from './person.server.ts';

const text = messages.credentialRecords;

/** The words of a choice. */
export function choiceText(value: string): string {
	return text.choices[value] ?? value;
}

/** A jurisdiction with its name, `TX Texas`. */
export function jurisdictionText(code: string): string {
	const name = licensureUs.jurisdictions[code]?.name;
	return name ? `${code} ${name}` : choiceText(code);
}

/** The name of a fact. */
export function factText(fact: string): string {
	return (text.facts as Readonly<Record<string, string>>)[fact] ?? fact;
}

type Names = Readonly<Record<string, string>>;

/** What a row is, in a few words. */
export function titleOf({ kind, body }: Credential, facilities: Names): string {
	switch (kind) {
		case 'licence':
			return [jurisdictionText(body.jurisdiction), body.number ?? '', choiceText(body.pathway)]
				.filter(Boolean)
				.join(', ');
		case 'board-order':
			return `${jurisdictionText(body.jurisdiction)}, ${choiceText(body.imposes)}`;
		case 'compact-letter':
			return jurisdictionText(body.splState);
		case 'board-certificate':
			return `${body.board}, ${body.certificate}`;
		case 'privilege':
			return [
				facilities[body.facility] ?? body.facility,
				body.category ?? '',
				body.modalities?.join(', ') ?? text.allModalities,
				body.byProxy ? text.byProxy(body.byProxy.distantSite) : ''
			]
				.filter(Boolean)
				.join(', ');
		case 'malpractice':
			return `${body.carrier}, ${choiceText(body.form)}`;
		case 'mqsa':
			return body.basis ?? text.kinds.mqsa;
		case 'exclusion':
			return [choiceText(body.list), body.state ?? '', body.type ?? ''].filter(Boolean).join(', ');
		case 'work-location':
			return body.state ? `${body.country}-${body.state}` : body.country;
		case 'person-fact':
			return [factText(body.fact), body.authority ?? ''].filter(Boolean).join(', ');
		case 'verification':
			return `${body.sourceName}, ${formatCalendarDay(body.verifiedOn)}`;
	}
}

/** What the title of a row says already. */
const inTitle: Readonly<Partial<Record<Credential['kind'], readonly string[]>>> = {
	licence: ['jurisdiction', 'number', 'pathway'],
	'board-order': ['jurisdiction', 'imposes'],
	'compact-letter': ['splState'],
	'board-certificate': ['board', 'certificate'],
	privilege: ['facility', 'category', 'modalities', 'proxySite'],
	malpractice: ['carrier', 'form'],
	mqsa: ['basis'],
	exclusion: ['list', 'state', 'type'],
	'work-location': ['country', 'state'],
	'person-fact': ['fact', 'authority']
};

/** What else a row says, line by line, in the order of its form. */
export function factsOf(credential: Credential, facilities: Names): [string, string][] {
	const typed = typedOf(credential);
	return credentialFields[credential.kind].flatMap(({ name, type }): [string, string][] => {
		const value = typed[name];
		if (value === undefined || value === '' || inTitle[credential.kind]?.includes(name)) return [];
		const label = text.fields[name] ?? name;
		if (type === 'day') return [[label, formatCalendarDay(value)]];
		if (type === 'facility') return [[label, facilities[value] ?? value]];
		if (name === 'fact') return [[label, factText(value)]];
		const isPlace = name === 'jurisdiction' || name === 'splState';
		if (isPlace) return [[label, jurisdictionText(value)]];
		return [[label, type === 'choice' || type === 'yes-no' ? choiceText(value) : value]];
	});
}

/** How a row stands in one word, with its tone. */
export function standingOf(row: ShownRow): { label: string; tone: Tone } {
	if (row.standing !== 'stands') return { label: text.standings[row.standing], tone: 'neutral' };
	const { kind, body, phase } = row;
	if (kind === 'exclusion' && body.isCleared) return { label: text.person.cleared, tone: 'neutral' };
	if (phase === 'ended' || phase === 'later') return { label: text.phases[phase], tone: 'neutral' };
	if (kind === 'exclusion') return { label: text.person.matchOpen, tone: 'look' };
	if (kind === 'board-order')
		return body.isStayed
			? { label: text.person.stayed, tone: 'neutral' }
			: { label: text.person.inForce, tone: 'look' };
	if (kind === 'licence') return { label: choiceText(body.status), tone: licenceTone(body.status) };
	return phase === null ? { label: '', tone: 'neutral' } : { label: text.phases[phase], tone: 'good' };
}

function licenceTone(status: string): Tone {
	if (status === 'active') return 'good';
	if (['active-grace', 'probation', 'restricted', 'pending', 'unknown'].includes(status)) return 'watch';
	return ['suspended', 'revoked', 'surrendered', 'denied'].includes(status) ? 'look' : 'neutral';
}
