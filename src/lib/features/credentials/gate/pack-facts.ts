import type { Fact, PlainFact } from '#lib/core/credentials/fact.ts';
import { federalSystems } from '#lib/core/credentials/gate/policy.ts';
import type { licensureValues, LicensurePack } from '#lib/core/credentials/licensure/pack.ts';
import { messages } from '#lib/i18n/messages.ts';

type Field = keyof typeof licensureValues;

/** A fact of the pack as a line: in words, with where it is from and whether anybody has read it there. */
export type PackLine = {
	readonly id: string;
	/** Two letters, or empty for what is of no jurisdiction. */
	readonly jurisdiction: string;
	readonly place: string;
	readonly name: string;
	readonly value: string;
	readonly source: string;
	readonly asOf: string | null;
	readonly verified: boolean;
	readonly note: string;
	/** What stood in the pack where the group has put its own fact in its place. */
	readonly instead: { readonly value: string; readonly source: string } | null;
};

const text = messages.gate.rules;

const words: { readonly [F in Field]: (value: never) => string } = {
	licenceNeed: (value: keyof typeof text.needs) => text.needs[value],
	registration: (value: { detail: string; coversInterpretation: boolean | null }) => {
		const { coversInterpretation: covers } = value;
		return `${value.detail}; ${text.covers[covers === null ? 'unknown' : covers ? 'yes' : 'no']}`;
	},
	compact: (value: { status: keyof typeof text.compacts; since: string | null }) =>
		`${text.compacts[value.status]}${value.since === null ? '' : `, ${value.since}`}`,
	cycleMonths: (value: number) => String(value),
	expiry: (value: { text: string }) => value.text,
	graceDays: (value: number) => String(value)
};

/** Every fact of a pack, jurisdiction by jurisdiction, then those of federal systems and of the country. */
export function packLines(pack: LicensurePack): PackLine[] {
	const fields = Object.keys(text.fields) as Field[]; // keys of a literal, the same as those of the table of words
	const own = Object.entries(pack.jurisdictions).flatMap(([jurisdiction, rules]) =>
		fields.flatMap((field) => {
			const fact: Fact<unknown> | null = rules[field];
			if (!fact) return [];
			const about = { jurisdiction, place: `${jurisdiction} ${rules.name}`, name: text.fields[field] };
			// Each field's words take the value of that very field.
			return [lineOf(`${jurisdiction} ${field}`, about, fact, words[field] as (value: unknown) => string)];
		})
	);
	const federal = federalSystems.map((system) =>
		lineOf(
			`federal ${system}`,
			{ jurisdiction: '', place: text.federal, name: text.systems[system] },
			pack.federal[system],
			(value) => text.anyState[value ? 'yes' : 'no']
		)
	);
	const general = Object.entries(pack.general).map(([name, fact]) =>
		lineOf(`general ${name}`, { jurisdiction: '', place: text.general, name }, fact, String)
	);
	return [...own, ...federal, ...general];
}

function lineOf<T>(
	id: string,
	about: Pick<PackLine, 'jurisdiction' | 'place' | 'name'>,
	fact: Fact<T>,
	say: (value: T) => string
): PackLine {
	const { value, source, asOf, verified, note = '', replaces } = fact;
	const old: PlainFact<T> | undefined = replaces;
	const instead = old ? { value: say(old.value), source: old.source } : null;
	return { id, ...about, value: say(value), source, asOf, verified, note, instead };
}
